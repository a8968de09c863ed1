import assert from "node:assert/strict";
import { configProblems } from "../../policy/lib/config.ts";
import { toPolicies } from "../../policy/lib/crossguard.ts";
import { judge, utcToday } from "../../policy/lib/exemptions.ts";
import type { Exemption } from "../../policy/lib/exemptionShape.ts";
import { exemptionsIn } from "../../policy/lib/settings.ts";
import { Engine, urnOf, type Given } from "./support/engine.ts";
import { unknownText } from "./support/objects.ts";
import { azureRule, objectRule, stackRule } from "./support/rules.ts";

const exemption = {
  resource: "shop/web",
  reason: "moves in June",
  owner: "team-shop",
  expires: "2026-06-30",
};
const says = "immutable: not set. Set it.";
const terms = "(exempt until 2026-06-30 by team-shop: moves in June)";

function configMap(name: string, inputs: object = {}): Given {
  const metadata = { name: "web", namespace: "shop" };
  return { type: "kubernetes:core/v1:ConfigMap", name, inputs: { metadata, ...inputs } };
}

/** What a run with these exemptions from the object rule reports. */
function run(exemptions: readonly unknown[], resources: readonly Given[], today = "2026-06-30") {
  const policies = toPolicies([objectRule, azureRule], () => today);
  return new Engine(policies, { [objectRule.name]: { exemptions } }).run(resources);
}

describe("exemptions", () => {
  const exempt = [`exempted: ${says} ${terms} (k8s-immutable)`];

  it("turn a violation into an advice that repeats their terms", async () => {
    assert.deepEqual(await run([exemption], [configMap("a")]), exempt);
  });

  it("name a resource by Pulumi's name, by namespace and name, or by URN", async () => {
    const given = configMap("cfg-a");
    for (const resource of ["cfg-a", "cfg-*", "shop/web", "shop/*", "*/web", urnOf(given), "urn:*::cfg-a"])
      assert.deepEqual(await run([{ ...exemption, resource }], [given]), exempt, resource);
    for (const resource of ["cfg", "g-a", "web", "shop", "shop/we", "shop.web", "cfg-?", "[c]fg-a"])
      assert.deepEqual(
        await run([{ ...exemption, resource }], [given]),
        [
          `k8s-immutable: ${says}`,
          `exempted-stack: k8s-immutable: the exemption of ${resource} (team-shop, until 2026-06-30) matches no finding; remove it`,
        ],
        resource,
      );
  });

  it("name an object without a namespace by its name too", async () => {
    const given = configMap("a", { metadata: { name: "global" } });
    for (const resource of ["global", "default/global"])
      assert.deepEqual(await run([{ ...exemption, resource }], [given]), exempt, resource);
  });

  it("leave the other objects of a list alone", async () => {
    const items = [
      { metadata: { name: "web", namespace: "shop" } },
      { metadata: { name: "b", namespace: "shop" } },
    ];
    const list = { type: "kubernetes:core/v1:ConfigMapList", name: "list", inputs: { items } };
    assert.deepEqual(await run([exemption], [list]), [
      "k8s-immutable: items[1].immutable: not set. Set it.",
      `exempted: items[0].${says} ${terms} (k8s-immutable)`,
    ]);
  });

  it("end on their last day, and say so", async () => {
    const late = `k8s-immutable: ${says} (exemption of team-shop expired on 2026-06-30)`;
    assert.deepEqual(await run([exemption], [configMap("a")], "2026-07-01"), [late]);
    const renewed = { ...exemption, expires: "2027-01-31", reason: "moves later" };
    assert.deepEqual(await run([exemption, renewed], [configMap("a")], "2026-07-01"), [
      `exempted: ${says} (exempt until 2027-01-31 by team-shop: moves later) (k8s-immutable)`,
    ]);
  });

  it("wait for what is undecided, and count as used", async () => {
    assert.deepEqual(await run([exemption], [configMap("a", { immutable: unknownText })]), [
      "undecided: immutable: known only after the update (k8s-immutable)",
    ]);
  });

  it("that match nothing are named at the end of each run, even if no resource concerns their rule", async () => {
    const unused =
      "exempted-stack: k8s-immutable: the exemption of shop/web (team-shop, until 2026-06-30) matches no finding; remove it";
    const group = {
      type: "azure-native:resources:ResourceGroup",
      name: "g",
      protect: true,
      inputs: { location: "x" },
    };
    assert.deepEqual(await run([exemption], [group]), [unused]);
    const engine = new Engine(
      toPolicies([objectRule], () => "2026-06-30"),
      {
        [objectRule.name]: { exemptions: [exemption] },
      },
    );
    assert.deepEqual(await engine.run([configMap("a")]), exempt);
    assert.deepEqual(await engine.run([configMap("a", { immutable: true })]), [unused]);
  });

  it("hold for rules on Azure resources and on stacks", async () => {
    const group: Given = {
      type: "azure-native:resources:ResourceGroup",
      name: "g",
      protect: true,
      inputs: {},
    };
    const engine = new Engine(
      toPolicies([azureRule, stackRule], () => "2026-06-30"),
      {
        [azureRule.name]: { exemptions: [{ ...exemption, resource: "g" }] },
        [stackRule.name]: { exemptions: [exemption] },
      },
    );
    const other = configMap("b", { metadata: { name: "other", namespace: "shop" } });
    assert.deepEqual(await engine.run([group, configMap("a"), other]), [
      `exempted: location: not set. Set it. ${terms} (azure-location)`,
      "stack-friends @b: data.friend: no such ConfigMap. Name one.",
      `exempted-stack @a: data.friend: no such ConfigMap. Name one. ${terms} (stack-friends)`,
    ]);
  });

  it("are judged without an engine alike", () => {
    const finding = { verdict: "violation", path: "x", message: "x: bad. Mend it." } as const;
    const one: Exemption = { ...exemption, resource: "a" };
    assert.deepEqual(judge(finding, ["a"], [one], "2026-01-01"), {
      outcome: "exempt",
      message: `x: bad. Mend it. ${terms}`,
      matched: [one],
    });
    assert.deepEqual(judge(finding, [], [one], "2026-01-01"), {
      outcome: "violation",
      message: "x: bad. Mend it.",
      matched: [],
    });
    assert.match(utcToday(), /^\d{4}-\d\d-\d\d$/);
  });

  it("are refused when malformed", () => {
    const name = objectRule.name;
    const cases: readonly (readonly [unknown, string])[] = [
      [{}, ": must be a list of exemptions"],
      ["a", ": must be a list of exemptions"],
      [["a"], "[0]: must be an object with resource, reason, owner, expires"],
      [[exemption, null], "[1]: must be an object with resource, reason, owner, expires"],
      [
        [{ ...exemption, until: "x" }],
        "[0].until: no such field; there are resource, reason, owner, expires",
      ],
      [[{ ...exemption, owner: "" }], "[0].owner: not set"],
      [[{ ...exemption, reason: undefined }], "[0].reason: not set"],
      [[{ ...exemption, reason: " " }], '[0].reason: must be text, not " "'],
      [[{ ...exemption, owner: ["a"] }], '[0].owner: must be text, not ["a"]'],
      [[{ ...exemption, expires: "soon" }], '[0].expires: must be a day, YYYY-MM-DD, not "soon"'],
      [[{ ...exemption, expires: "2026-02-30" }], '[0].expires: must be a day, YYYY-MM-DD, not "2026-02-30"'],
      [
        [{ ...exemption, resource: "*/*" }],
        '[0].resource: "*/*" exempts everything; set enforcementLevel instead',
      ],
    ];
    for (const [exemptions, problem] of cases) {
      const config = { [name]: { exemptions } };
      assert.deepEqual(configProblems([objectRule], config), [`${name}.exemptions${problem}`]);
      assert.deepEqual(exemptionsIn(config[name]), []);
    }
    assert.deepEqual(configProblems([objectRule], { [name]: { exemptions: [exemption] } }), []);
    assert.deepEqual(configProblems([objectRule], { [name]: { exemptions: [{}] } }).length, 4);
  });
});
