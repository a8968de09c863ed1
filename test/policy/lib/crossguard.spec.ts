import assert from "node:assert/strict";
import type { Rule } from "../../../policy/lib/rule.ts";
import { toPolicies } from "../../../policy/lib/crossguard.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";
import { rules } from "../../../policy/rules/index.ts";
import { deployment, unknownText } from "../support/objects.ts";

type Policy = ReturnType<typeof toPolicies>[number];
type Validate = Extract<NonNullable<Policy["validateResource"]>, (...args: never[]) => unknown>;

/** Runs policies on one resource in their order, as the engine does; reports by policy. */
async function analyze(policies: readonly Policy[], urn: string, type: string, props: object) {
  const reports: string[] = [];
  for (const { name, validateResource } of policies) {
    const args = { type, urn, props: asInPreview(props), getConfig: () => ({}) };
    await (validateResource as Validate)(args as Parameters<Validate>[0], (message) => {
      reports.push(`${name}: ${message}`);
    });
  }
  return reports;
}

describe("toPolicies", () => {
  const policies = toPolicies(rules);
  const type = "kubernetes:apps/v1:Deployment";
  const path = "spec.template.spec.containers[0]";

  it("carries every rule over, and adds the advisory one at the end", () => {
    assert.deepEqual(
      policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      [...rules.map((rule: Rule) => [rule.name, "mandatory"]), ["k8s-undecided", "advisory"]],
    );
    for (const rule of rules) {
      assert.match(rule.name, /^k8s-[a-z0-9-]+$/);
      assert.match(rule.description, /^[A-Z].*\.$/);
      assert.match(rule.url, /^https:\/\//);
      for (const tag of rule.tags) assert.match(tag, /^[a-z-]+:\S+$/);
    }
    assert.equal(new Set(rules.map((rule) => rule.name)).size, rules.length);
  });

  it("reports all violations of one object together", async () => {
    const object = deployment({ "containers.0.image": "nginx", "initContainers.0.image": "busybox:latest" });
    const fix = "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....";
    assert.deepEqual(await analyze(policies, "urn:1", type, object), [
      `k8s-image-versioned: ${path}.image (container web): image nginx has neither tag nor digest. ${fix}\n` +
        `spec.template.spec.initContainers[0].image (init container migrate): tag latest of busybox moves. ${fix}`,
    ]);
  });

  it("reports what is undecided once, in the advisory policy, by value and not by rule", async () => {
    const object = deployment({
      "containers.0.securityContext": unknownText,
      "containers.0.image": unknownText,
    });
    const expected = [
      `k8s-undecided: ${path}.securityContext: known only after the update ` +
        "(k8s-no-privilege-escalation, k8s-run-as-non-root, k8s-drop-all-capabilities, " +
        "k8s-seccomp-runtime-default, k8s-read-only-root-fs)\n" +
        `${path}.image: known only after the update (k8s-image-versioned)`,
    ];
    assert.deepEqual(await analyze(policies, "urn:2", type, object), expected);
    assert.deepEqual(await analyze(policies, "urn:2", type, object), expected);
    assert.deepEqual(await analyze(policies, "urn:3", type, deployment()), []);
  });

  it("has nothing to say of other resources", async () => {
    assert.deepEqual(
      await analyze(policies, "urn:4", "azure-native:storage:StorageAccount", { kind: "x" }),
      [],
    );
  });
});
