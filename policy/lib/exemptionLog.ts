import type { Exemption } from "./exemptionShape.ts";

/** Which exemptions a run came across, and which of them met a finding. */
export class ExemptionLog {
  readonly #rules = new Set<string>();
  readonly #given = new Map<string, { readonly rule: string; readonly exemption: Exemption }>();
  readonly #matched = new Set<string>();

  /** The rule's exemptions are known. */
  knows(rule: string): boolean {
    return this.#rules.has(rule);
  }

  give(rule: string, exemptions: readonly Exemption[]): void {
    this.#rules.add(rule);
    for (const exemption of exemptions) this.#given.set(keyOf(rule, exemption), { rule, exemption });
  }

  match(rule: string, exemptions: readonly Exemption[]): void {
    for (const exemption of exemptions) this.#matched.add(keyOf(rule, exemption));
  }

  /** One line for each exemption that met no finding. */
  unused(): readonly string[] {
    return [...this.#given]
      .filter(([key]) => !this.#matched.has(key))
      .map(
        ([
          ,
          {
            rule,
            exemption: { resource, owner, expires },
          },
        ]) => {
          return `${rule}: the exemption of ${resource} (${owner}, until ${expires}) matches no finding; remove it`;
        },
      );
  }
}

function keyOf(rule: string, exemption: Exemption): string {
  return `${rule}\n${JSON.stringify(exemption)}`;
}
