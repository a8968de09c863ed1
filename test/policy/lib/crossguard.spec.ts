import assert from "node:assert/strict";
import type { Rule } from "../../../policy/lib/rule.ts";
import { toPolicies } from "../../../policy/lib/crossguard.ts";
import { rules } from "../../../policy/rules/index.ts";
import { Engine } from "../support/engine.ts";
import { deployment, unknownText } from "../support/objects.ts";

describe("toPolicies", () => {
  const policies = toPolicies(rules);
  const workload = [
    ...["k8s-no-privilege-escalation", "k8s-run-as-non-root", "k8s-drop-all-capabilities"],
    ...["k8s-seccomp-runtime-default", "k8s-read-only-root-fs", "k8s-image-versioned"],
  ];
  const engine = new Engine(toPolicies(rules.filter(({ name }) => workload.includes(name))));
  const analyze = (name: string, type: string, inputs: object) => engine.analyze({ type, name, inputs });
  const type = "kubernetes:apps/v1:Deployment";
  const path = "spec.template.spec.containers[0]";

  it("carries every rule over, between the inventory and the advisory ones", () => {
    assert.deepEqual(
      policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      [
        ["inventory", "advisory"],
        ...rules.map((rule: Rule) => [rule.name, rule.level]),
        ...["undecided", "exempted", "undecided-stack", "exempted-stack"].map((name) => [name, "advisory"]),
      ],
    );
    for (const rule of rules) {
      assert.match(rule.name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.match(rule.description, /^[A-Z].*\.$/);
      assert.match(rule.url, /^https:\/\//);
      for (const tag of rule.tags) assert.match(tag, /^[a-z-]+:\S+$/);
    }
    assert.equal(new Set(policies.map(({ name }) => name)).size, policies.length);
  });

  it("reports all violations of one object together", async () => {
    const object = deployment({ "containers.0.image": "nginx", "initContainers.0.image": "busybox:latest" });
    const fix = "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....";
    assert.deepEqual(await analyze("web1", type, object), [
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
      `undecided: ${path}.securityContext: known only after the update ` +
        "(k8s-no-privilege-escalation, k8s-run-as-non-root, k8s-drop-all-capabilities, " +
        "k8s-seccomp-runtime-default, k8s-read-only-root-fs)\n" +
        `${path}.image: known only after the update (k8s-image-versioned)`,
    ];
    assert.deepEqual(await analyze("web2", type, object), expected);
    assert.deepEqual(await analyze("web2", type, object), expected);
    assert.deepEqual(await analyze("web3", type, deployment()), []);
  });

  it("has nothing to say of other resources", async () => {
    assert.deepEqual(await analyze("web4", "azure-native:storage:StorageAccount", { kind: "x" }), []);
  });
});
