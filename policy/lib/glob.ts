const compiled = new Map<string, RegExp>();

/** The whole text fits the pattern, in which `*` stands for any text. */
export function matchesGlob(pattern: string, written: string): boolean {
  const expression = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, expression);
  return expression.test(written);
}

function compile(pattern: string): RegExp {
  const literals = pattern.split("*").map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${literals.join(".*")}$`, "s");
}
