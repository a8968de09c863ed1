/** The keys of a path in a finding: `spec.containers[0]["a/b"]` is spec, containers, 0, a/b. */
export function keysOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(
    ([, index, quoted, plain]) => {
      if (index !== undefined) return Number(index);
      return quoted === undefined ? (plain ?? "") : String(JSON.parse(quoted));
    },
  );
}
