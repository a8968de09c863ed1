import type { EnforcementLevel } from "@pulumi/policy";
import { judge, namesOf, utcToday, type Judgement } from "../lib/exemptions.ts";
import type { Finding } from "../lib/finding.ts";
import type { Rule } from "../lib/rule.ts";
import { exemptionsIn } from "../lib/settings.ts";
import type { Stack } from "../lib/stack.ts";
import { levelOf, sectionOf, type Config } from "./levels.ts";

/** What a rule says of one resource. */
export interface Result {
  readonly rule: Rule;
  readonly level: EnforcementLevel;
  readonly urn: string;
  /** E.g. `Deployment shop/web`, or Pulumi's name. */
  readonly resource: string;
  readonly finding: Finding;
  /** What exemptions make of the finding. */
  readonly outcome: Judgement["outcome"];
  /** The finding's message, and the terms of its exemption. */
  readonly message: string;
}

/** Runs all rules that are not disabled over a stack. `today` is `YYYY-MM-DD`, for exemptions. */
export function checkStack(
  stack: Stack,
  rules: readonly Rule[],
  config: Config,
  today = utcToday(),
): readonly Result[] {
  const objects = Map.groupBy(stack.objects, ({ urn }) => urn);
  return rules.flatMap((rule) => {
    const level = levelOf(rule, config);
    if (level === "disabled") return [];
    const section = sectionOf(rule, config);
    const exemptions = exemptionsIn(section);
    return findingsOf(rule, stack, section).map((found) => {
      const names = namesOf(found.resource, found.urn, objects.get(found.urn) ?? []);
      const { outcome, message } = judge(found.finding, names, exemptions, today);
      return { rule, level, ...found, outcome, message };
    });
  });
}

type Found = Pick<Result, "urn" | "resource" | "finding">;

function findingsOf(rule: Rule, stack: Stack, section: unknown): readonly Found[] {
  switch (rule.scope) {
    case "object":
      return stack.objects.flatMap((object) => found(object, rule.check(object, section)));
    case "azure":
      return stack.azure.flatMap((resource) => found(resource, rule.check(resource, section)));
    case "stack":
      return rule.check(stack, section).map((finding) => ({ ...pick(finding), finding }));
  }
}

function found(where: Pick<Found, "urn" | "resource">, findings: readonly Finding[]): readonly Found[] {
  return findings.map((finding) => ({ ...pick(where), finding }));
}

function pick({ urn, resource }: Pick<Found, "urn" | "resource">): Pick<Found, "urn" | "resource"> {
  return { urn, resource };
}
