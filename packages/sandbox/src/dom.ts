// Elements without markup: text stays text, whatever was pasted.

type Attribute = string | number | boolean | undefined | ((event: Event) => void);
export type Attributes = Readonly<Record<string, Attribute>>;
export type Child = Node | string | undefined | readonly Child[];

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An element. `on…` attributes are listeners, `true` is an empty attribute, `false` and `undefined` none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(svgNamespace, tag), attributes, children);
}

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children: readonly Child[]): readonly (Node | string)[] {
  return children.flatMap((child): readonly (Node | string)[] => {
    if (child === undefined) return [];
    return typeof child === 'string' || child instanceof Node ? [child] : nodes(child);
  });
}

/**
 * Draws a view anew. A child with a `data-key` that stands there already, and looks the same, stays: layout and paint are most of what a keystroke
 * costs. Its listeners stay with it, so they ask the store and hold no verdicts. What had the focus keeps it, and what was unfolded stays so.
 */
export function redraw(container: Element, ...children: readonly Child[]): void {
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  const old = new Map([...container.children].map((child) => [keyOf(child), child]));
  const wanted = nodes(children).map((child) => (child instanceof Element ? kept(old.get(keyOf(child)), child) : child));
  const stay = new Set<Node | string>(wanted);
  for (const node of [...container.childNodes]) if (!stay.has(node)) node.remove();
  for (const [i, node] of wanted.entries()) {
    const at = container.childNodes[i] ?? null;
    if (at !== node) container.insertBefore(typeof node === 'string' ? document.createTextNode(node) : node, at);
  }
  if (!focused || focused.isConnected) return;
  // A finding that was fixed is gone: whoever uses the keys goes on where it was, not at the top of the page.
  const next = keyed(container, keyOf(focused)) ?? container.closest<HTMLElement>('[tabindex]');
  next?.focus({ preventScroll: true });
}

function kept(old: Element | undefined, fresh: Element): Element {
  if (!old || old === fresh || keyOf(fresh) === null) return fresh;
  for (const details of old.querySelectorAll('details[open]')) keyed(fresh, keyOf(details))?.setAttribute('open', '');
  if (old instanceof HTMLDetailsElement && old.open) fresh.setAttribute('open', '');
  return old.isEqualNode(fresh) ? old : fresh;
}

const keyOf = (element: Element): string | null => element.getAttribute('data-key');
const keyed = (container: Element, key: string | null): HTMLElement | null =>
  key ? container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) : null;

/** `1 finding`, `2 findings`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
