import type { ResourceValidationPolicy } from "@pulumi/policy";
import { fromResource } from "./object.ts";
import type { ObjectRule, Rule } from "./rule.ts";

/**
 * What rules could not decide. The engine has no note inside a mandatory policy: whatever such a policy reports
 * fails the run. So the rules leave their notes here, by URN, and an advisory policy at the end of the list
 * reports them; the engine runs the policies of one resource in the order of that list.
 */
class Notes {
  readonly #byUrn = new Map<string, Map<string, string[]>>();

  add(urn: string, message: string, rule: string): void {
    const notes = this.#byUrn.get(urn) ?? new Map<string, string[]>();
    notes.set(message, [...(notes.get(message) ?? []), rule]);
    this.#byUrn.set(urn, notes);
  }

  take(urn: string): readonly string[] {
    const notes = this.#byUrn.get(urn) ?? new Map<string, string[]>();
    this.#byUrn.delete(urn);
    return [...notes].map(([message, rules]) => `${message} (${rules.join(", ")})`);
  }
}

export const undecidedName = "k8s-undecided";

/** The rules as policies of the engine, followed by the one that reports what they could not decide. */
export function toPolicies(rules: readonly Rule[]): ResourceValidationPolicy[] {
  const notes = new Notes();
  const objectRules = rules.filter((rule) => rule.scope === "object");
  return [...objectRules.map((rule) => toPolicy(rule, notes)), undecidedPolicy(notes)];
}

function toPolicy(rule: ObjectRule, notes: Notes): ResourceValidationPolicy {
  const { name, description, severity, level, configSchema, framework, tags, remediationSteps, url } = rule;
  return {
    ...{ name, description, severity, configSchema, framework, remediationSteps, url },
    enforcementLevel: level,
    tags: [...tags],
    validateResource: (args, report) => {
      const findings = fromResource(args.type, args.props).flatMap((object) =>
        rule.check(object, args.getConfig<object>()),
      );
      const violations = findings.filter((finding) => finding.verdict === "violation");
      if (violations.length > 0) report(violations.map((finding) => finding.message).join("\n"));
      for (const finding of findings)
        if (finding.verdict === "undecided") notes.add(args.urn, finding.message, name);
    },
  };
}

function undecidedPolicy(notes: Notes): ResourceValidationPolicy {
  return {
    name: undecidedName,
    description: "Some rules cannot be decided from what is known here.",
    severity: "low",
    enforcementLevel: "advisory",
    remediationSteps:
      "What is known only after the update is checked again when it runs; what a patch leaves alone is not.",
    validateResource: (args, report) => {
      const lines = notes.take(args.urn);
      if (lines.length > 0) report(lines.join("\n"));
    },
  };
}
