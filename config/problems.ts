/** What is wrong with the configuration: collected over all files, reported together. */

/** Where something was written. Without line: a value that is in no file, e.g. `--config aks-platform:region`. */
export interface Place {
  /** File relative to the project's root, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
}

/** Keys and list indexes that lead to a value. */
export type Path = readonly (string | number)[];

export interface Problem extends Place {
  /** Path of the value, e.g. `services.todo-api.uses[0]`; empty for a whole file. */
  readonly path: string;
  /** What is wrong, without full stop. */
  readonly wrong: string;
  /** The value received, as it may be shown; absent if there was none. */
  readonly got?: string;
  /** What is allowed and how to mend it: whole sentences. */
  readonly fix: string;
  /** Present on what is allowed, but hardly meant: it stops nothing. */
  readonly severity?: "warning";
}

export function isError({ severity }: Problem): boolean {
  return severity !== "warning";
}

/** `["a", "b-c", 0]` as `a.b-c[0]`. Keys that would confuse a reader are quoted. */
export function pathText(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === "number") return `[${step}]`;
      return `.${/^([\w:/-]+|\*)$/.test(step) ? step : JSON.stringify(step)}`;
    })
    .join("")
    .replace(/^\./, "");
}

/** `file:line:column`, as editors and terminals open it. */
export function placeText({ file, line, column }: Place): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

/** One problem in one line: where, what, the value received, the way out. */
export function render(problem: Problem): string {
  const { path, wrong, got, fix } = problem;
  const subject = path === "" ? "" : `${path}: `;
  const received = got === undefined ? "" : ` Got ${got}.`;
  return `${placeText(problem)}: ${subject}${wrong}.${received} ${fix}`;
}

function compare(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Problems of one file that are told one by one. */
const mostOfFile = 100;

/** By file, line and column, each once; of a file with very many the first ones, and how many there are more. */
export function sortedProblems(problems: readonly Problem[]): readonly Problem[] {
  const distinct = new Map(problems.map((problem) => [render(problem), problem]));
  const byFile = Map.groupBy([...distinct.values()].sort(compare), ({ file }) => file);
  return [...byFile.values()].flatMap((all) => {
    const [firstLeftOut] = all.slice(mostOfFile);
    if (!firstLeftOut) return all;
    const { file, line, column } = firstLeftOut;
    const place = line === undefined || column === undefined ? { file } : { file, line, column };
    const wrong = `${all.length - mostOfFile} more problems from here on`;
    return [...all.slice(0, mostOfFile), { ...place, path: "", wrong, fix: "Mend those above first." }];
  });
}

/** The configuration cannot be used. Holds every problem found, by file, line and column, each once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  /** @param problems At least one, in any order; the same problem may come more than once. */
  constructor(problems: readonly Problem[]) {
    const sorted = sortedProblems(problems);
    super(sorted.map(render).join("\n"));
    this.problems = Object.freeze(sorted);
  }
}
