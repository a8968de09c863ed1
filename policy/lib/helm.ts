import { get, isGiven, isPending, text, type Field, type Unknown } from "./read.ts";

/** How a Helm resource finds its chart. */
export type Source =
  /** Files next to the program, or a packaged chart whose address holds its version. */
  | { readonly type: "fixed" }
  /** An address that names the registry or the file. */
  | { readonly type: "address"; readonly scheme: string }
  /** A name to look up in a repository. */
  | { readonly type: "name" }
  | Unknown;

const exact = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** The version names one chart, not a range. */
export function isExact(version: string): boolean {
  return exact.test(version);
}

/** Where the chart comes from; undefined when the resource names none. */
export function sourceOf(body: Field): Source | undefined {
  // Chart v3 may have a folder instead.
  const folder = get(body, "path");
  const chart = get(body, "chart");
  if (isPending(chart)) return chart;
  const written = text(chart);
  if (written === undefined) return isGiven(folder) ? { type: "fixed" } : undefined;
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(written) ?? [];
  if (scheme === undefined) return { type: isPath(written) ? "fixed" : "name" };
  if (scheme.toLowerCase() === "file") return { type: "fixed" };
  return { type: "address", scheme: scheme.toLowerCase() };
}

/** The repository of a chart by name: `fetchOpts` in Chart v3, `repositoryOpts` elsewhere. */
export function repositoryField(body: Field): Field {
  const fetched = get(body, "fetchOpts", "repo");
  return isGiven(fetched) ? fetched : get(body, "repositoryOpts", "repo");
}

/** The address itself says which chart: by digest, or by the version in a package's name. */
export function addressesOne(chart: Field): boolean {
  return /@sha256:[0-9a-f]{64}$|-v?\d+\.\d+\.\d+[^/]*\.tgz$/i.test(text(chart) ?? "");
}

function isPath(written: string): boolean {
  return /^\.{0,2}\/|^[a-z]:[\\/]|\.tgz$/i.test(written);
}
