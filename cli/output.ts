/** What commands print: results on standard output, as text for people or JSON for scripts. */

import { isatty } from "node:tty";
import Table from "cli-table3";
import picocolors from "picocolors";

/** Colours for a terminal; none in a file or a pipe, nor in the logs of CI, so that what is kept can be read. */
export const colors = picocolors.createColors(isatty(1) && picocolors.isColorSupported);

/** No lines between rows: half the height. */
const chars = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

/** A table as lines of text, the head in bold. Cells may be coloured and hold several lines. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const grid = new Table({ head: head.map(colors.bold), chars, style: { head: [], border: [] } });
  grid.push(...rows.map((row) => [...row]));
  return grid.toString();
}

/** For `--json`: indented, with a line break at the end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
