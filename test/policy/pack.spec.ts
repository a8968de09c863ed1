import assert from "node:assert/strict";
import settings from "../../policy/config.json" with { type: "json" };
import { rules } from "../../policy/rules/index.ts";
import { container, deployment, unknownText } from "./support/objects.ts";
import { Pack } from "./support/pack.ts";

describe("the pack in its own process", function () {
  const type = "kubernetes:apps/v1:Deployment";
  const description = "Images must be named by version or digest, not by a tag that moves.";
  const says =
    "spec.template.spec.containers[0].image (container web): image nginx has neither tag nor digest. " +
    "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....";
  const rule = "k8s-image-versioned";
  const others = rules.map(({ name }) => name).filter((name) => name !== rule);
  let pack: Pack;

  before(async () => {
    pack = await Pack.start();
  });

  after(async () => {
    await pack.stop();
  });

  it("names itself, its version and its policies", async () => {
    const info = await pack.info();
    assert.equal(info.name, "aks-platform");
    assert.match(info.version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(
      info.policiesList.map((policy) => policy.name),
      [
        "inventory",
        ...rules.map((rule) => rule.name),
        ...["undecided", "exempted", "undecided-stack", "exempted-stack"],
      ],
    );
    for (const policy of info.policiesList.slice(1, -4)) assert.ok(policy.configschema, policy.name);
  });

  it("brings the configuration of the program", async () => {
    const { initialconfigMap } = await pack.info();
    assert.deepEqual(initialconfigMap.map(([name]) => name).sort(), Object.keys(settings).sort());
    // In the protocol, a section without a level is advisory.
    const numbers = { advisory: 0, mandatory: 1, disabled: 2, remediate: 3 };
    for (const [name, { enforcementlevel }] of initialconfigMap) {
      const level = rules.find((rule) => rule.name === name)?.level ?? "advisory";
      assert.equal(enforcementlevel, numbers[level], name);
    }
    await pack.configure({}, others);
  });

  it("lets a compliant Deployment pass, with defaults for what is not configured", async () => {
    assert.deepEqual(await pack.analyze(type, "web", deployment()), []);
  });

  it("fails an image without a version", async () => {
    const object = deployment({ "containers.0.image": "nginx" });
    assert.deepEqual(await pack.analyze(type, "web", object), [
      { policy: "k8s-image-versioned", mandatory: true, message: `${description}\n${says}` },
    ]);
  });

  it("still fails it when another container is unknown, and notes that one as an advice", async () => {
    const object = deployment({
      containers: [container("web", { image: "nginx" }), container("side", { image: unknownText })],
    });
    assert.deepEqual(await pack.analyze(type, "web", object), [
      { policy: "k8s-image-versioned", mandatory: true, message: `${description}\n${says}` },
      {
        policy: "undecided",
        mandatory: false,
        message:
          "Some rules cannot be decided from what is known here.\n" +
          "spec.template.spec.containers[1].image: known only after the update (k8s-image-versioned)",
      },
    ]);
  });

  it("takes its configuration from the engine", async () => {
    await pack.configure({ [rule]: { excludedNamespaces: ["shop"] } }, others);
    assert.deepEqual(await pack.analyze(type, "web", deployment({ "containers.0.image": "nginx" })), []);
  });

  it("keeps an exempt violation visible, and names an exemption that matches nothing at the end", async () => {
    const terms = { reason: "moves in June", owner: "team-shop", expires: "2099-06-30" };
    const exemptions = [
      { resource: "shop/w*", ...terms },
      { resource: "legacy", ...terms },
    ];
    await pack.configure({ [rule]: { exemptions } }, others);
    const props = deployment({ "containers.0.image": "nginx" });
    assert.deepEqual(await pack.analyze(type, "web", props), [
      {
        policy: "exempted",
        mandatory: false,
        message: `Some rules are broken here by exemption.\n${says} (exempt until 2099-06-30 by team-shop: moves in June) (${rule})`,
      },
    ]);
    assert.deepEqual(await pack.analyzeStack([{ type, name: "web", props: {} }]), [
      {
        policy: "exempted-stack",
        mandatory: false,
        message: `Some rules are broken by exemption, or exemptions are left over.\n${rule}: the exemption of legacy (team-shop, until 2099-06-30) matches no finding; remove it`,
      },
    ]);
  });

  it("is quick with resources it has no rule for", async () => {
    const started = performance.now();
    for (let index = 0; index < 100; index += 1)
      assert.deepEqual(await pack.analyze("azure-native:network:VirtualNetwork", "net", { tags: {} }), []);
    assert.ok(performance.now() - started < 2000);
  });
});
