/** The tables of docs/calendar.md. `node cli/calendar/docs.ts` writes them. */

import { readFileSync, writeFileSync } from "node:fs";
import { subjectOf, subjects, type Entry } from "../../config/calendar/entry.ts";
import { entries, findEntry } from "../../config/calendar/index.ts";
import { kubernetes } from "../../config/calendar/kubernetes.ts";
import { removedApis } from "../../config/calendar/kubernetesApis.ts";
import { code, link, table } from "../../policy/tools/markdown.ts";
import { matrixHead, matrixRow } from "./matrixTable.ts";

const file = new URL("../../docs/calendar.md", import.meta.url);
const generated = /(<!-- calendar: written by cli\/calendar\/docs\.ts -->\n)[^]*?(<!-- \/calendar -->)/;

function row(entry: Entry): readonly string[] {
  const { id, title, released = "", ends, endsWith = "", ltsEnds, successor, source, checked } = entry;
  const long = ltsEnds === undefined ? "" : `, long-term ${ltsEnds}`;
  const next = successor === undefined ? "" : (findEntry(successor)?.title ?? successor);
  return [title, code(id), released, (ends ?? endsWith) + long, next, link(checked, source)];
}

function tables(): string {
  const bySubject = Object.groupBy(entries, subjectOf);
  const sections = Object.entries(subjects).map(([subject, title]) => {
    const rows = (bySubject[subject as keyof typeof subjects] ?? []).map(row);
    const head = [title, "id", "released", "supported until", "successor", "source, read on"];
    return table(head, rows);
  });
  const gone = removedApis.map(({ apiVersion, removedIn, successor }) => [
    code(apiVersion),
    removedIn,
    code(successor),
  ]);
  const minors = kubernetes.map(({ id }) =>
    matrixRow(id.slice(id.indexOf("/") + 1), { yes: "yes", no: "no" }),
  );
  return [
    "### Ends",
    ...sections,
    "### Kubernetes APIs that are gone",
    table(["API version", "not served from", "successor"], gone),
    "### What goes together",
    table(matrixHead, minors),
  ].join("\n\n");
}

/** The page with its tables up to date. */
export function generate(): { readonly file: URL; readonly text: string } {
  const text = readFileSync(file, "utf8");
  if (!generated.test(text))
    throw new Error(`docs/calendar.md has no place that matches ${String(generated)}`);
  const full = text.replace(
    generated,
    (_, open: string, close: string) => `${open}\n${tables()}\n\n${close}`,
  );
  return { file, text: full };
}

if (import.meta.main) {
  const page = generate();
  writeFileSync(page.file, page.text);
}
