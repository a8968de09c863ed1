/** Markdown as prettier leaves it. */

/** Prose, so that nothing in it is markup. */
export function prose(text: string): string {
  return text.replace(/[\\*<`]/g, "\\$&").replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_");
}

export function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

export function link(text: string, target: string): string {
  return `[${prose(text)}](${target})`;
}

/** A table; its cells are markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => widthOf(row[column] ?? ""))));
  const line = (row: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => pad(row[column] ?? "", width, fill)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [line(first, " "), line([], "-"), ...others.map((row) => line(row, " "))].join("\n");
}

export function json(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

/** Sections with an empty line between them. */
export function document(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined && part !== "").join("\n\n")}\n`;
}

function pad(text: string, width: number, fill: string): string {
  return text + fill.repeat(Math.max(0, width - widthOf(text)));
}

function widthOf(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).length;
}
