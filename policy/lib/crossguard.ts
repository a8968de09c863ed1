import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { Collector, type Visit } from "./collector.ts";
import { Applicability } from "./concerns.ts";
import { namesOf, utcToday } from "./exemptions.ts";
import { guarded, Hearing } from "./hearing.ts";
import type { Finding } from "./finding.ts";
import type { KubernetesObject } from "./object.ts";
import type { AzureRule, ObjectRule, Rule, StackRule } from "./rule.ts";
import { firstPolicies, lastPolicies } from "./servicePolicies.ts";

export type PackPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** The rules as policies of the engine, between the policies that keep what the rules share. */
export function toPolicies(rules: readonly Rule[], today = utcToday): PackPolicy[] {
  const collector = new Collector();
  const applicability = new Applicability(collector);
  return [
    ...firstPolicies(collector),
    ...rules.map((rule) =>
      rule.scope === "stack"
        ? stackPolicy(rule, collector, today)
        : resourcePolicy(rule, collector, today, applicability),
    ),
    ...lastPolicies(collector),
  ];
}

function resourcePolicy(
  rule: ObjectRule | AzureRule,
  collector: Collector,
  today: () => string,
  applicability: Applicability,
): ResourceValidationPolicy {
  const validate: ResourceValidationPolicy["validateResource"] = (args, report) => {
    const { urn, name } = args;
    const visit = collector.visit(args);
    const config = args.getConfig<object>();
    const hearing = new Hearing(rule, config, today, collector.exemptions, visit);
    const messages = subjectsOf(rule, visit, config).flatMap(({ findings, objects }) =>
      hearing.violations(urn, findings, () => namesOf(name, urn, objects)),
    );
    if (messages.length > 0) report(messages.join("\n"));
  };
  return { ...metadata(rule), validateResource: applicability.attach(validate, rule) };
}

function stackPolicy(rule: StackRule, collector: Collector, today: () => string): StackValidationPolicy {
  return {
    ...metadata(rule),
    validateStack: (args, report) => {
      const { stack, ...notes } = collector.pass(args.resources);
      const config = args.getConfig<object>();
      const hearing = new Hearing(rule, config, today, collector.exemptions, notes);
      const found = guarded(
        () => rule.check(stack, config),
        (fault) => ({ ...fault, urn: "", resource: "" }),
      );
      for (const [urn, findings] of Map.groupBy(found, (finding) => finding.urn)) {
        const messages = hearing.violations(urn, findings, () =>
          namesOf(
            findings[0]?.resource ?? "",
            urn,
            stack.objects.filter((object) => object.urn === urn),
          ),
        );
        if (messages.length > 0) report(messages.join("\n"), urn);
      }
    },
  };
}

/** What a rule says of a resource, by the objects in it. */
interface Subject {
  readonly findings: readonly Finding[];
  readonly objects: readonly KubernetesObject[];
}

function subjectsOf(
  rule: ObjectRule | AzureRule,
  { objects, azure }: Visit,
  config: object,
): readonly Subject[] {
  const check = (run: () => readonly Finding[]) => guarded(run, (fault) => fault);
  if (rule.scope === "object")
    return objects.map((object) => ({
      findings: check(() => rule.check(object, config)),
      objects: [object],
    }));
  return azure === undefined ? [] : [{ findings: check(() => rule.check(azure, config)), objects: [] }];
}

function metadata(rule: Rule) {
  const { name, description, severity, level, configSchema, framework, tags, remediationSteps, url } = rule;
  return {
    ...{ name, description, severity, configSchema, framework, remediationSteps, url },
    enforcementLevel: level,
    tags: [...tags],
  };
}
