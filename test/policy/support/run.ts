import assert from "node:assert/strict";
import { azureFrom } from "../../../policy/lib/azure.ts";
import type { Finding } from "../../../policy/lib/finding.ts";
import { fromResource } from "../../../policy/lib/object.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";
import { stackFrom } from "../../../policy/lib/stack.ts";
import type { AzureRule, ObjectRule, StackRule } from "../../../policy/lib/rule.ts";

export interface Outcome {
  readonly violations: readonly string[];
  readonly undecided: readonly string[];
}

/** The messages of a rule on one resource; the same with and without the proxy that throws on unknown values. */
export function run(rule: ObjectRule, type: string, props: object, config?: unknown): Outcome {
  const [plain, proxied] = [props, asInPreview(props)].map((inputs) =>
    fromResource(type, inputs).flatMap((object) => rule.check(object, config)),
  );
  assert.deepEqual(proxied, plain);
  return outcomeOf(plain ?? []);
}

/** The same for a rule on Azure resources; `type` without the package, e.g. `containerservice:ManagedCluster`. */
export function runAzure(
  rule: AzureRule,
  type: string,
  props: object,
  config?: unknown,
  protect?: boolean,
): Outcome {
  const [plain, proxied] = [props, asInPreview(props)].map((inputs) => {
    const resource = azureFrom(`azure-native:${type}`, inputs, protect);
    return resource === undefined ? [] : rule.check(resource, config);
  });
  assert.deepEqual(proxied, plain);
  return outcomeOf(plain ?? []);
}

/** What a stack holds: Pulumi's type, Pulumi's name, inputs. */
export type Resources = readonly (readonly [type: string, name: string, props: object])[];

/** The same for a rule on a whole stack; messages begin with the name of their resource. */
export function runStack(rule: StackRule, resources: Resources, config?: unknown): Outcome {
  const [plain, proxied] = [(props: object) => props, asInPreview].map((wrap) => {
    const records = resources.map(([type, name, props]) => ({
      urn: `urn:pulumi:test::test::${type}::${name}`,
      type,
      name,
      props: wrap(props),
    }));
    return rule
      .check(stackFrom(records), config)
      .map((finding) => ({ ...finding, message: `${finding.resource}: ${finding.message}` }));
  });
  assert.deepEqual(proxied, plain);
  return outcomeOf(plain ?? []);
}

function outcomeOf(findings: readonly Finding[]): Outcome {
  for (const { verdict, path, message } of findings) {
    assert.ok(["violation", "undecided"].includes(verdict), verdict);
    assert.ok(message.includes(path), `${message} is not at ${path}`);
  }
  const messages = (verdict: string) =>
    findings.filter((finding) => finding.verdict === verdict).map((finding) => finding.message);
  return { violations: messages("violation"), undecided: messages("undecided") };
}

/** The rule has nothing to say. */
export const silent: Outcome = { violations: [], undecided: [] };

export function broken(...violations: readonly string[]): Outcome {
  return { violations, undecided: [] };
}

export function open(...undecided: readonly string[]): Outcome {
  return { violations: [], undecided };
}
