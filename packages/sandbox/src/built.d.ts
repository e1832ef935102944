/** Made by scripts/sandbox.mjs out of examples/menu.json. */
declare module 'virtual:examples' {
  export const examples: readonly {
    readonly title: string;
    readonly about: string;
    readonly files: readonly { readonly name: string; readonly text: string }[];
  }[];
}
