import assert from "node:assert/strict";
import { imageDigestPinned as rule } from "../../../policy/rules/kubernetes/image-digest-pinned.ts";
import { deployment, podPath, podSpec, unknownText, workload, workloadTypes } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const pod = "spec.template.spec";
const pinned = { "initContainers.0.image": `web@${digest}` };

function check(image: unknown, config?: unknown) {
  return run(rule, type, deployment({ ...pinned, "containers.0.image": image }), config);
}

function says(image: string, where = `${pod}.containers[0].image (container web)`): string {
  return `${where}: image ${image} has no digest. Add it, @sha256:....`;
}

describe("k8s-image-digest-pinned", () => {
  for (const image of [`nginx@${digest}`, `a.azurecr.io/b/c:1.4.2@${digest}`])
    it(`accepts ${image}`, () => {
      assert.deepEqual(check(image), silent);
    });

  for (const image of ["nginx", "nginx:1.27.3", "localhost:5000/shop/web:1"])
    it(`refuses ${image}`, () => {
      assert.deepEqual(check(image), broken(says(image)));
    });

  it("sees all containers of all kinds", () => {
    for (const [kind, one] of Object.entries(workloadTypes)) {
      const image = "registry.example.com/shop/web:1.4.2";
      const ephemeralContainers = [{ name: "debug", image }];
      const path = podPath(kind);
      assert.deepEqual(
        run(rule, one, workload(kind, podSpec({ ephemeralContainers }))),
        broken(
          says(image, `${path}.containers[0].image (container web)`),
          says(image, `${path}.initContainers[0].image (init container migrate)`),
          says(image, `${path}.ephemeralContainers[0].image (ephemeral container debug)`),
        ),
      );
    }
  });

  it("sees images that are mounted as volumes", () => {
    const mounted = (reference: unknown) =>
      run(
        rule,
        type,
        deployment({
          ...pinned,
          "containers.0.image": `web@${digest}`,
          volumes: [
            { name: "tmp", emptyDir: {} },
            { name: "model", image: { reference } },
          ],
        }),
      );
    assert.deepEqual(mounted(`model@${digest}`), silent);
    const path = `${pod}.volumes[1].image.reference`;
    assert.deepEqual(mounted("model:1"), broken(says("model:1", `${path} (volume model)`)));
    assert.deepEqual(mounted(unknownText), open(`${path}: known only after the update`));
  });

  it("leaves images that are none to k8s-image-versioned", () => {
    for (const image of [undefined, "", "two words", {}]) assert.deepEqual(check(image), silent);
  });

  it("trusts the registries of the configuration", () => {
    const config = { exceptRegistries: ["contoso.azurecr.io/shop"] };
    assert.deepEqual(check("contoso.azurecr.io/shop/web:1", config), silent);
    assert.deepEqual(
      check("contoso.azurecr.io/edge/web:1", config),
      broken(says("contoso.azurecr.io/edge/web:1")),
    );
  });

  it("leaves open an unknown image and unknown volumes, and still sees the rest", () => {
    assert.deepEqual(check(unknownText), open(`${pod}.containers[0].image: known only after the update`));
    const volumes = deployment({ ...pinned, "containers.0.image": "nginx", volumes: unknownText });
    assert.deepEqual(run(rule, type, volumes), {
      violations: [says("nginx")],
      undecided: [`${pod}.volumes: known only after the update`],
    });
    assert.deepEqual(
      run(rule, type, { spec: { template: unknownText } }),
      open("spec.template: known only after the update"),
    );
  });

  it("has nothing to say of empty objects", () => {
    assert.deepEqual(run(rule, type, {}), silent);
  });
});
