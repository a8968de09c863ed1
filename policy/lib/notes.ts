/**
 * Policies that are no rules. The engine has no note inside a mandatory policy: whatever such a policy reports
 * fails the run. So the rules leave their notes, and advisory policies at the end of the list report them; the
 * engine runs the policies on one resource, and on one stack, in the order of that list.
 */
export const servicePolicies = {
  /** Collects what the stack rules need. Reports nothing. */
  inventory: "inventory",
  undecided: "undecided",
  undecidedStack: "undecided-stack",
  exempted: "exempted",
  exemptedStack: "exempted-stack",
} as const;

/** What rules leave to the advisory policies. */
export class Notes {
  readonly #byUrn = new Map<string, Map<string, string[]>>();

  /** `urn` may be empty: a note on the stack itself. */
  add(urn: string, message: string, rule: string): void {
    const notes = this.#byUrn.get(urn) ?? new Map<string, string[]>();
    notes.set(message, [...(notes.get(message) ?? []), rule]);
    this.#byUrn.set(urn, notes);
  }

  /** Hands out each place's lines, one for each message with the rules that left it, and forgets them. */
  take(): readonly (readonly [urn: string, lines: string])[] {
    const all = [...this.#byUrn].map(([urn, notes]) => {
      const lines = [...notes].map(([message, rules]) => `${message} (${rules.join(", ")})`);
      return [urn, lines.join("\n")] as const;
    });
    this.#byUrn.clear();
    return all;
  }
}
