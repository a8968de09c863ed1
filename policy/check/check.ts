import type { EnforcementLevel } from "@pulumi/policy";
import type { Finding } from "../lib/finding.ts";
import type { Rule } from "../lib/rule.ts";
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
}

/** Runs all rules that are not disabled over a stack. */
export function checkStack(stack: Stack, rules: readonly Rule[], config: Config): readonly Result[] {
  return rules.flatMap((rule) => {
    const level = levelOf(rule, config);
    if (level === "disabled") return [];
    return findingsOf(rule, stack, sectionOf(rule, config)).map(({ urn, resource, finding }) => ({
      rule,
      level,
      urn,
      resource,
      finding,
    }));
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
