// Written by `npm run action` from packages/action/src; do not edit.
"use strict";

// packages/action/src/main.ts
var import_node_os = require("node:os");
var import_node_path5 = require("node:path");

// packages/action/src/comment.ts
var mark = "<!-- canal-lint -->";
var longest = 6e4;
async function comment(markdown, { pull, worth }, to) {
  const body = `${mark}
${shortened(markdown)}`;
  const old = (await to.get(`issues/${pull}/comments`)).map(commentOf).find((one) => one?.body.startsWith(mark));
  if (old?.body === body || !old && !worth) return;
  if (old) await to.send("PATCH", `issues/comments/${old.id}`, { body });
  else await to.send("POST", `issues/${pull}/comments`, { body });
}
var trusted = ["OWNER", "MEMBER", "COLLABORATOR"];
function commentOf(value) {
  const { id, body, user, author_association: author } = value ?? {};
  const isApp = user?.type === "Bot";
  if (!isApp && !trusted.includes(author)) return void 0;
  return typeof id === "number" && typeof body === "string" ? { id, body: body.replaceAll("\r\n", "\n") } : void 0;
}
function shortened(markdown) {
  if (markdown.length <= longest) return markdown;
  const end = markdown.lastIndexOf("\n</details>\n", longest);
  return `${markdown.slice(0, end < 0 ? longest : end + "\n</details>\n".length)}
The rest is in the summary of the job.
`;
}

// packages/action/src/event.ts
var import_node_fs = require("node:fs");
function eventOf(env) {
  const { pull_request: pull, merge_group: group, before } = payloadOf(env["GITHUB_EVENT_PATH"]);
  const head = shaOf(pull?.head?.sha);
  return {
    base: shaOf(pull?.base?.sha) ?? shaOf(group?.base_sha) ?? shaOf(before),
    pull: typeof pull?.number === "number" && head !== void 0 ? { number: pull.number, head } : void 0
  };
}
function payloadOf(path) {
  try {
    return JSON.parse((0, import_node_fs.readFileSync)(path ?? "", "utf8"));
  } catch {
    return {};
  }
}
function shaOf(value) {
  return typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) && !/^0+$/.test(value) ? value : void 0;
}

// packages/action/src/git.ts
var import_node_child_process = require("node:child_process");
var import_node_path = require("node:path");
function checkoutBefore({ base, pull }, env) {
  const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
  const git = (...args) => {
    const { status, stdout } = (0, import_node_child_process.spawnSync)("git", ["-c", `safe.directory=${workspace}`, ...args], {
      cwd: workspace,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    });
    return status === 0 ? stdout.trim() : void 0;
  };
  if (base === void 0) return { missing: "this event has no commit before it" };
  const commit = pull ? beforePull(git, { base, head: pull.head }) : fetched(git, base);
  if (commit === void 0)
    return { missing: `git cannot get the commit ${base}; let actions/checkout run before, with fetch-depth: 2 or more` };
  if (commit === foreign) return { missing: `the checkout is not of the pull request, whose head is ${pull?.head}`, foreign: true };
  const folder = (0, import_node_path.join)(env["RUNNER_TEMP"] ?? workspace, `canal-lint-before-${process.pid}`);
  if (git("worktree", "add", "--force", "--detach", folder, commit) === void 0) return { missing: `git cannot check out ${commit}` };
  return { folder, remove: () => void git("worktree", "remove", "--force", folder) };
}
var foreign = /* @__PURE__ */ Symbol("another checkout");
function beforePull(git, { base, head }) {
  const now = git("rev-parse", "HEAD");
  if (now === void 0) return void 0;
  const parents = () => (git("rev-list", "--parents", "-n", "1", "HEAD") ?? "").split(" ").slice(1);
  if (now !== head && parents().length === 0 && isShallow(git)) git("fetch", "--no-tags", "--depth=2", "origin", now);
  const [first, second, ...more] = parents();
  if (now !== head && first !== void 0 && second === head && more.length === 0) return first;
  const known = fetched(git, base);
  if (known === void 0) return void 0;
  const common = forked(git, { base: known, head: now });
  if (now === head) return common ?? known;
  if (fetched(git, head) === void 0) return void 0;
  return git("merge-base", "--is-ancestor", head, "HEAD") === void 0 ? foreign : common ?? known;
}
function forked(git, { base, head }) {
  for (const more of ["--depth=50", "--depth=1000", "--unshallow"]) {
    const common = git("merge-base", base, head);
    if (common !== void 0 || !isShallow(git)) return common;
    git("fetch", "--no-tags", more, "origin", base, head);
  }
  return git("merge-base", base, head);
}
function isShallow(git) {
  return git("rev-parse", "--is-shallow-repository") === "true";
}
function fetched(git, commit) {
  const there = () => git("cat-file", "-e", `${commit}^{commit}`) !== void 0;
  if (!there()) git("fetch", "--no-tags", ...isShallow(git) ? ["--depth=1"] : [], "origin", commit);
  return there() ? commit : void 0;
}

// packages/action/src/inputs.ts
var import_node_path2 = require("node:path");
var WorkflowError = class extends Error {
  name = "WorkflowError";
};
function inputsOf(env) {
  const folder = textOf("working-directory", env) ?? ".";
  const placed = (path) => path === "-" || /^(?:\/|[A-Za-z]:)/.test(path) ? path : import_node_path2.posix.join(folder, path);
  const file = (name) => {
    const path = textOf(name, env);
    return path === void 0 ? void 0 : placed(path);
  };
  const paths = linesOf("paths", env).map(placed);
  return {
    paths: paths.length > 0 ? paths : [import_node_path2.posix.join(folder)],
    shared: [
      ...flag("config", file("config")),
      ...flag("calico-version", textOf("calico-version", env)),
      ...linesOf("underlay", env).flatMap((one) => flag("underlay", one)),
      ...linesOf("values", env).flatMap((one) => flag("values", placed(one))),
      ...["set", "set-string", "api-versions"].flatMap((name) => linesOf(name, env).flatMap((one) => flag(name, one))),
      ...["release-name", "namespace", "kube-version"].flatMap((name) => flag(name, textOf(name, env)))
    ],
    lint: [
      ...flag("fail-on", textOf("fail-on", env)),
      ...flag("baseline", file("baseline")),
      ...isTrue("fail-on-skipped", env) ? ["--fail-on-skipped"] : [],
      ...isTrue("pass-with-no-files", env) ? ["--pass-with-no-files"] : []
    ],
    format: textOf("format", env) ?? "github",
    sarif: file("sarif"),
    changedOnly: isTrue("changed-only", env),
    comment: isTrue("comment", env),
    token: textOf("token", env)
  };
}
function flag(name, value) {
  return value === void 0 ? [] : [`--${name}=${value}`];
}
function textOf(name, env) {
  const text = env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
  return text === "" ? void 0 : text;
}
function linesOf(name, env) {
  return (textOf(name, env) ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
function isTrue(name, env) {
  const text = (textOf(name, env) ?? "false").toLowerCase();
  if (text !== "true" && text !== "false") throw new WorkflowError(`the input ${name} is true or false, not '${text}'`);
  return text === "true";
}

// packages/action/src/linter.ts
var import_node_child_process2 = require("node:child_process");
var import_node_fs2 = require("node:fs");
var import_node_path3 = require("node:path");
function lint(inputs, before, place) {
  const files = { json: (0, import_node_path3.join)(place.temp, `canal-lint-${process.pid}.json`), markdown: (0, import_node_path3.join)(place.temp, `canal-lint-${process.pid}.md`) };
  const { status, stdout, stderr } = run(
    [
      ...inputs.shared,
      ...inputs.lint,
      `--format=${inputs.format}`,
      ...Object.entries({ ...files, ...inputs.sarif !== void 0 && { sarif: inputs.sarif } }).map(
        ([format, file]) => `--report=${format}=${file}`
      ),
      ...before === void 0 ? [] : [`--base=${before}`],
      "--",
      ...inputs.paths
    ],
    place
  );
  const text = (file) => (0, import_node_fs2.existsSync)(file) ? (0, import_node_fs2.readFileSync)(file, "utf8") : "";
  const json = text(files.json);
  const report = json === "" ? void 0 : JSON.parse(json);
  return { status, log: stdout, complaints: stderr, report, markdown: text(files.markdown) };
}
function networkDiff(inputs, before, place) {
  const texts = inputs.paths.map((path) => {
    const { status, stdout } = run(["diff", ...inputs.shared, "--format=markdown", `--base=${before}`, "--", path, path], place);
    return status === 0 && stdout.startsWith("#") ? stdout : "";
  });
  return texts.filter((text) => text !== "").join("\n");
}
function run(args, { env, workspace }) {
  const command = (0, import_node_path3.join)(__dirname, "cli", "dist", "canal-lint.cjs");
  const options = { cwd: workspace, env: { ...env, NO_COLOR: "1" }, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 };
  const { status, stdout, stderr, error } = (0, import_node_child_process2.spawnSync)(process.execPath, [command, ...args], options);
  return { status: status ?? 3, stdout: stdout ?? "", stderr: stderr ?? error?.message ?? "" };
}

// packages/action/src/log.ts
var import_node_crypto = require("node:crypto");
var import_node_fs3 = require("node:fs");
function annotate(level, message) {
  const data = message.trim().replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  process.stdout.write(`::${level} title=canal-lint::${data}
`);
}
function print(text) {
  const token = (0, import_node_crypto.randomUUID)();
  process.stdout.write(`::stop-commands::${token}
${text}
::${token}::
`);
}
function output(name, value, env) {
  const file = env["GITHUB_OUTPUT"];
  if (file) (0, import_node_fs3.appendFileSync)(file, `${name}=${String(value).replaceAll(/[\r\n]/g, " ")}
`);
}
function summarize(markdown, env) {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (file) (0, import_node_fs3.appendFileSync)(file, `${markdown}
`);
}

// packages/action/src/rest.ts
var RestError = class extends Error {
  name = "RestError";
  /** 0 where there was no answer. */
  status;
  /** The token has no right to do this: no further try would help. */
  refused;
  constructor(status, message) {
    super(message);
    this.status = status;
    this.refused = [401, 403, 404].includes(status) && !/rate limit/i.test(message);
  }
};
var pageSize = 100;
var pages = 30;
function repositoryOf(token, env) {
  const root = `${env["GITHUB_API_URL"] ?? "https://api.github.com"}/repos/${env["GITHUB_REPOSITORY"] ?? ""}`;
  const call = async (method, path, body) => {
    const what = `${method} ${path.split("?")[0]}`;
    const init = { method, headers: headersOf(token), ...body && { body: JSON.stringify(body) } };
    const { status, ok, text } = await answerOf(`${root}/${path}`, init).catch((error) => {
      throw new RestError(0, `${what}: ${reasonOf(error)}`);
    });
    if (!ok) throw new RestError(status, `${what}: ${status} ${text.slice(0, 300)}`);
    try {
      return text === "" ? void 0 : JSON.parse(text);
    } catch {
      throw new RestError(status, `${what}: ${status}, and not JSON: ${text.slice(0, 80)}`);
    }
  };
  return {
    get: async (path) => {
      const all = [];
      for (let page = 1; page <= pages; page++) {
        const some = await call("GET", `${path}?per_page=${pageSize}&page=${page}`);
        if (!Array.isArray(some)) return all;
        all.push(...some);
        if (some.length < pageSize) return all;
      }
      return all;
    },
    send: async (method, path, body) => {
      await call(method, path, body);
    }
  };
}
function headersOf(token) {
  return {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "user-agent": "canal-lint"
  };
}
async function answerOf(url, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(2e4) });
  return { status: response.status, ok: response.ok, text: await response.text() };
}
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

// packages/action/src/suggestions.ts
var import_node_crypto2 = require("node:crypto");
var import_node_fs4 = require("node:fs");
var import_node_path4 = require("node:path");

// packages/core/dist/report/visible.js
var hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u00a0]/gu;
function visible(text) {
  return text.replace(hidden, mark2);
}
function mark2(character) {
  const code = character.codePointAt(0) ?? 0;
  if (code < 32)
    return String.fromCharCode(9216 + code);
  return code === 127 ? "\u2421" : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

// packages/core/dist/report/markdown-text.js
function cell(text) {
  return visible(text).replaceAll(/[\\`*_{}[\]<>#|~!]/g, "\\$&").replaceAll("@", "@\u200B");
}
function fenced(lines, language = "text") {
  let longest2 = 2;
  for (const line of lines)
    for (const [run2] of line.matchAll(/`+/g))
      longest2 = Math.max(longest2, run2.length);
  const fence = "`".repeat(longest2 + 1);
  return [fence + language, ...lines, fence];
}

// packages/action/src/suggestions.ts
var most = 20;
async function suggest(findings, { pull, workspace }, to) {
  const wanted = findings.flatMap((finding) => suggestionOf(finding, workspace) ?? []);
  if (wanted.length === 0) return;
  const lines = linesInDiff(await to.get(`pulls/${pull.number}/files`), workspace);
  const old = (await to.get(`pulls/${pull.number}/comments`)).flatMap((one) => commentOf(one)?.body ?? []);
  const fitting = wanted.filter(({ path, from, to: end }) => range(from, end).every((line) => lines.get(path)?.has(line)));
  const fresh = fitting.filter(({ mark: mark3 }) => !old.some((body) => body.startsWith(mark3))).slice(0, most);
  const errors = [];
  for (const { path, from, to: line, body } of fresh) {
    const start = from < line ? { start_line: from, start_side: "RIGHT" } : {};
    try {
      await to.send("POST", `pulls/${pull.number}/comments`, { body, commit_id: pull.head, path, line, side: "RIGHT", ...start });
    } catch (error) {
      if (!(error instanceof RestError) || error.status !== 422) throw error;
      errors.push(error);
    }
  }
  if (errors[0]) throw errors[0];
}
function suggestionOf({ rule, message, fingerprint, fix, suppressed }, workspace) {
  const [first] = fix?.edits ?? [];
  if (!fix || !first || suppressed || fix.applicability !== "safe" || fix.edits.some(({ file }) => file !== first.file)) return void 0;
  const text = textOf2((0, import_node_path4.join)(workspace, first.file));
  if (text === void 0) return void 0;
  const edits = fix.edits.toSorted((a, b) => a.start - b.start);
  const start = text.lastIndexOf("\n", (edits[0]?.start ?? 0) - 1) + 1;
  const last = edits.at(-1)?.end ?? 0;
  const end = text.indexOf("\n", last > start && text[last - 1] === "\n" ? last - 1 : last);
  const stop = end < 0 ? text.length : end;
  const now = edits.reduceRight((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
  const after = now.slice(start, stop + now.length - text.length).replace(/\n$/, "");
  const from = lineOf(text, start);
  const mark3 = `<!-- canal-lint ${fingerprint} ${(0, import_node_crypto2.createHash)("sha256").update(after).digest("hex").slice(0, 12)} -->`;
  const then = fix.then.map((command, i) => `then run ${i + 1}: \`${command}\``);
  const body = [mark3, `**${rule}**: ${cell(message)}`, "", cell(fix.title), ...then, ...fenced(after.split("\n"), "suggestion")].join("\n");
  return { path: first.file, from, to: Math.max(from, lineOf(text, Math.max(start, stop))), body, mark: mark3 };
}
function textOf2(path) {
  try {
    return (0, import_node_fs4.readFileSync)(path, "utf8").replace(/^\ufeff/, "");
  } catch {
    return void 0;
  }
}
function lineOf(text, offset) {
  return text.slice(0, offset).split("\n").length;
}
function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
function linesInDiff(files, workspace) {
  return new Map(
    files.flatMap((file) => {
      const { filename, patch, sha } = file;
      if (typeof filename !== "string" || typeof patch !== "string" || sha !== blobOf((0, import_node_path4.join)(workspace, filename))) return [];
      return [[filename, linesOf2(patch)]];
    })
  );
}
function blobOf(path) {
  try {
    const bytes = (0, import_node_fs4.readFileSync)(path);
    return (0, import_node_crypto2.createHash)("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  } catch {
    return void 0;
  }
}
function linesOf2(patch) {
  const lines = /* @__PURE__ */ new Set();
  let line = 0;
  for (const text of patch.split("\n")) {
    const head = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text);
    if (head) line = Number(head[1]);
    else if (text.startsWith("+") || text.startsWith(" ")) lines.add(line++);
  }
  return lines;
}

// packages/action/src/main.ts
async function main(env) {
  const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
  const place = { env, workspace, temp: env["RUNNER_TEMP"] ?? (0, import_node_os.tmpdir)() };
  const inputs = inputsOf(env);
  const event = eventOf(env);
  const before = beforeOf(inputs, event, place);
  try {
    const folder = before && (0, import_node_path5.relative)(workspace, before.folder);
    const outcome = lint(inputs, inputs.changedOnly ? folder : void 0, place);
    const network = folder === void 0 ? "" : networkDiff(inputs, folder, place);
    const markdown = [network, outcome.markdown].filter((text) => text !== "").join("\n");
    tell(outcome, inputs, place);
    summarize(markdown, env);
    if (inputs.comment && outcome.report) await say({ markdown, changes: network !== "", outcome, inputs, event, place });
    return outcome.status;
  } finally {
    before?.remove();
  }
}
function beforeOf({ changedOnly }, event, { env }) {
  if (event.base === void 0 && !changedOnly) return void 0;
  const before = checkoutBefore(event, env);
  if ("folder" in before) return before;
  if (before.foreign) annotate("warning", `${before.missing}: what it changes is not linted; start the workflow on: pull_request`);
  else if (changedOnly) annotate("warning", `changed-only: everything counts, since ${before.missing}`);
  return void 0;
}
function tell({ status, log, complaints, report }, { format, sarif }, { env }) {
  if (format === "github") process.stdout.write(log);
  else print(log);
  if (complaints !== "") print(complaints);
  if (status > 1) annotate("error", complaints === "" ? `it ended with status ${status}` : complaints);
  const { errors, warnings, infos } = report?.summary ?? { errors: 0, warnings: 0, infos: 0 };
  for (const [name, value] of Object.entries({ errors, warnings, infos, skipped: report?.skipped.length ?? 0 })) output(name, value, env);
  if (sarif !== void 0 && report) output("sarif", sarif, env);
  output("exit-status", status, env);
}
async function say({ markdown, changes, outcome, inputs, event: { pull }, place: { env, workspace } }) {
  if (!pull) return annotate("notice", "no comment: this run is of no pull request");
  if (inputs.token === void 0) return annotate("notice", "no comment: there is no token; the findings are in the summary of the job");
  const findings = (outcome.report?.findings ?? []).filter(({ suppressed }) => !suppressed);
  const to = repositoryOf(inputs.token, env);
  const failed = await attempt("comment", () => comment(markdown, { pull: pull.number, worth: findings.length > 0 || changes }, to));
  if (!failed?.refused) await attempt("suggestions", () => suggest(findings, { pull, workspace }, to));
}
async function attempt(what, action) {
  try {
    await action();
    return void 0;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const why = error.refused && error.status !== 401 ? "the token may not write to pull requests, as in a run of a fork" : error.message;
    annotate("notice", `no ${what}: ${why}; the findings are in the summary of the job`);
    return error;
  }
}
main(process.env).then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    annotate(
      "error",
      error instanceof WorkflowError ? error.message : `this is a bug of the action: ${error instanceof Error ? error.stack : String(error)}`
    );
    process.exitCode = error instanceof WorkflowError ? 2 : 3;
  }
);
