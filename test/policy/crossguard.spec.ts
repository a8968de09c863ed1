import assert from "node:assert/strict";
import { toPolicies } from "../../policy/lib/crossguard.ts";
import { Engine, type Given } from "./support/engine.ts";
import { unknownText } from "./support/objects.ts";
import { azureRule, failingRules, objectRule, stackRule } from "./support/rules.ts";

function configMap(name: string, inputs: object = {}, more: Partial<Given> = {}): Given {
  const metadata = { name, namespace: "shop" };
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name,
    inputs: { metadata, immutable: true, ...inputs },
    ...more,
  };
}

const friendOf = (friend: string) => ({ data: { friend } });
const group = (name: string, inputs: object, protect = true): Given => ({
  ...{ type: "azure-native:resources/v20240301:ResourceGroup", name, inputs, protect },
});
const lonely = "data.friend: no such ConfigMap. Name one.";

describe("the three scopes as policies", () => {
  const engine = (...rules: Parameters<typeof toPolicies>[0]) => new Engine(toPolicies(rules));

  it("puts them between the inventory and the policies that report notes", () => {
    assert.deepEqual(
      toPolicies([objectRule, stackRule, azureRule]).map((policy) => [
        policy.name,
        policy.enforcementLevel,
        "validateStack" in policy ? "stack" : "resource",
      ]),
      [
        ["inventory", "advisory", "resource"],
        ["k8s-immutable", "mandatory", "resource"],
        ["stack-friends", "mandatory", "stack"],
        ["azure-location", "mandatory", "resource"],
        ["undecided", "advisory", "resource"],
        ["exempted", "advisory", "resource"],
        ["undecided-stack", "advisory", "stack"],
        ["exempted-stack", "advisory", "stack"],
      ],
    );
  });

  it("judges Azure resources by inputs and options", async () => {
    const resources = [
      group("good", { location: "x" }),
      group("bad", {}, false),
      group("open", { location: unknownText }, false),
    ];
    assert.deepEqual(await engine(azureRule).run(resources), [
      "azure-location: location: not set. Set it.\nprotect: is off. Set it.",
      "azure-location: protect: is off. Set it.",
      "undecided: location: known only after the update (azure-location)",
    ]);
  });

  it("judges a stack by inputs, on the resource it is about, when outputs are empty", async () => {
    const resources = [
      configMap("one", friendOf("two")),
      configMap("two", friendOf("three")),
      configMap("open", friendOf(unknownText)),
    ];
    assert.deepEqual(await engine(stackRule).run(resources), [
      `stack-friends @two: ${lonely}`,
      "undecided-stack @open: data.friend: known only after the update (stack-friends)",
    ]);
  });

  it("takes outputs for what never passed by, and knows nothing of one that has none", async () => {
    const policies = engine(stackRule);
    const one = configMap("one", friendOf("two"));
    const read = configMap("two", {}, { outputs: configMap("two", friendOf("nobody")).inputs });
    await policies.analyze(one);
    assert.deepEqual(await policies.analyzeStack([one, read, configMap("unreadable")]), [
      `stack-friends @two: ${lonely}`,
      "undecided-stack @unreadable: the whole object: known only after the update (stack-friends)",
    ]);
  });

  it("never counts what is stale: another run in one process, or what is gone", async () => {
    const policies = engine(stackRule);
    const [one, two] = [configMap("one", friendOf("two")), configMap("two", friendOf("one"))];
    assert.deepEqual(await policies.run([one, two]), []);
    assert.deepEqual(await policies.run([one]), [`stack-friends @one: ${lonely}`]);
    assert.deepEqual(await policies.run([configMap("one", friendOf("one"))]), []);
    assert.deepEqual(await policies.analyzeStack([{ ...one, outputs: two.inputs }, two]), [
      "undecided-stack @two: the whole object: known only after the update (stack-friends)",
    ]);
  });

  it("keeps one resource apart from another that is checked at the same time", async () => {
    const policies = engine(objectRule, azureRule);
    await policies.run([configMap("first")]);
    const answers = await Promise.all([
      policies.analyze(configMap("bad", { immutable: undefined })),
      policies.analyze(group("bad", {})),
      policies.analyze(configMap("open", { immutable: unknownText })),
    ]);
    assert.deepEqual(answers, [
      ["k8s-immutable: immutable: not set. Set it."],
      ["azure-location: location: not set. Set it."],
      ["undecided: immutable: known only after the update (k8s-immutable)"],
    ]);
  });

  it("lets the SDK skip rules that do not concern a type, from the second resource on", async () => {
    const policies = engine(objectRule, azureRule);
    await policies.run([
      group("one", { location: "x" }),
      group("two", { location: "x" }),
      configMap("three"),
    ]);
    assert.deepEqual(policies.skipped, [
      "k8s-immutable: ConfigMap",
      "azure-location: resources:ResourceGroup",
    ]);
    assert.equal(policies.calls.get("azure-location"), 2);
  });

  it("skips nothing while the inventory is switched off", async () => {
    const policies = toPolicies([objectRule, azureRule]).filter(({ name }) => name !== "inventory");
    const bare = new Engine(policies);
    const bad = configMap("bad", { immutable: undefined });
    for (const resource of [group("g", { location: "x" }), bad, configMap("bad"), bad])
      assert.deepEqual(
        await bare.analyze(resource),
        resource === bad ? ["k8s-immutable: immutable: not set. Set it."] : [],
      );
    assert.deepEqual(bare.skipped, []);
  });

  it("looks at the objects in lists and patches", async () => {
    const policies = engine(objectRule);
    await policies.run([group("first", {})]);
    const list = {
      type: "kubernetes:core/v1:ConfigMapList",
      name: "list",
      inputs: { items: [{}, { immutable: true }] },
    };
    const patch = { type: "kubernetes:core/v1:ConfigMapPatch", name: "patch", inputs: { immutable: null } };
    assert.deepEqual(await policies.run([list, patch]), [
      "k8s-immutable: items[0].immutable: not set. Set it.",
      "undecided: immutable: left as it is by this patch (k8s-immutable)",
    ]);
  });

  it("notes a rule that fails, without the error's text, and goes on with the others", async () => {
    const reports = await engine(...failingRules, objectRule).run([
      configMap("bad", { immutable: undefined }),
    ]);
    assert.equal(reports.length, 3);
    assert.equal(reports[0], "k8s-immutable: immutable: not set. Set it.");
    assert.match(reports[1] ?? "", /^undecided: the rule failed: TypeError at rules\.ts:\d+ \(k8s-fails\)$/);
    assert.match(
      reports[2] ?? "",
      /^undecided-stack: the rule failed: TypeError at rules\.ts:\d+ \(stack-fails\)$/,
    );
  });
});
