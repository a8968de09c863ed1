import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Collector } from "./collector.ts";
import { servicePolicies, type Notes } from "./notes.ts";

const undecided = {
  description: "Some rules cannot be decided from what is known here.",
  severity: "low",
  enforcementLevel: "advisory",
  remediationSteps:
    "What is known only after the update is checked again when it runs; what a patch leaves alone is not.",
} as const;

const exempted = {
  description: "Some rules are broken here by exemption.",
  severity: "low",
  enforcementLevel: "advisory",
  remediationSteps: "Mend the resource before its exemption expires, then remove the exemption.",
} as const;

/** Before the rules. */
export function firstPolicies(collector: Collector): readonly ResourceValidationPolicy[] {
  return [
    {
      name: servicePolicies.inventory,
      description: "Collects the inputs that the stack rules join; reports nothing.",
      severity: "low",
      enforcementLevel: "advisory",
      validateResource: (args) => {
        collector.begin(args);
      },
    },
  ];
}

/** After the rules: those that report their notes. */
export function lastPolicies(
  collector: Collector,
): readonly (ResourceValidationPolicy | StackValidationPolicy)[] {
  return [
    {
      ...undecided,
      name: servicePolicies.undecided,
      validateResource: (args, report) => {
        for (const [, lines] of collector.visit(args).undecided.take()) report(lines);
      },
    },
    {
      ...exempted,
      name: servicePolicies.exempted,
      validateResource: (args, report) => {
        for (const [, lines] of collector.visit(args).exempted.take()) report(lines);
        collector.end(args);
      },
    },
    {
      ...undecided,
      name: servicePolicies.undecidedStack,
      validateStack: (args, report) => {
        hand(collector.pass(args.resources).undecided, report);
      },
    },
    {
      ...exempted,
      name: servicePolicies.exemptedStack,
      description: "Some rules are broken by exemption, or exemptions are left over.",
      validateStack: (args, report) => {
        hand(collector.pass(args.resources).exempted, report);
        const unused = collector.exemptions.unused();
        if (unused.length > 0) report(unused.join("\n"));
        collector.endPass();
      },
    },
  ];
}

/** Reports notes where they belong; those of no resource belong to the stack. */
function hand(notes: Notes, report: (message: string, urn?: string) => void): void {
  for (const [urn, lines] of notes.take()) {
    if (urn === "") report(lines);
    else report(lines, urn);
  }
}
