import assert from "node:assert/strict";
import { rules } from "../../policy/rules/index.ts";
import { container, deployment, unknownText } from "./support/objects.ts";
import { Pack } from "./support/pack.ts";

describe("the pack in its own process", function () {
  const type = "kubernetes:apps/v1:Deployment";
  const description = "Images must be named by version or digest, not by a tag that moves.";
  const says =
    "spec.template.spec.containers[0].image (container web): image nginx has neither tag nor digest. " +
    "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....";
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
      [...rules.map((rule) => rule.name), "k8s-undecided"],
    );
    for (const policy of info.policiesList.slice(0, -1)) assert.ok(policy.configschema, policy.name);
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
        policy: "k8s-undecided",
        mandatory: false,
        message:
          "Some rules cannot be decided from what is known here.\n" +
          "spec.template.spec.containers[1].image: known only after the update (k8s-image-versioned)",
      },
    ]);
  });

  it("takes its configuration from the engine", async () => {
    await pack.configure({ "k8s-image-versioned": { excludedNamespaces: ["shop"] } });
    assert.deepEqual(await pack.analyze(type, "web", deployment({ "containers.0.image": "nginx" })), []);
  });

  it("is quick with resources it has no rule for", async () => {
    const started = performance.now();
    for (let index = 0; index < 100; index += 1)
      assert.deepEqual(await pack.analyze("azure-native:network:VirtualNetwork", "net", { tags: {} }), []);
    assert.ok(performance.now() - started < 2000);
  });
});
