import assert from "node:assert/strict";
import { imageAllowedRegistries as rule } from "../../../policy/rules/kubernetes/image-allowed-registries.ts";
import { deployment, unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const path = "spec.template.spec.containers[0].image";

function check(image: unknown, ...registries: readonly string[]) {
  const object = deployment({ "containers.0.image": image, initContainers: [] });
  return run(rule, type, object, { registries });
}

function refused(repository: string) {
  return broken(
    `${path} (container web): ${repository} is in no allowed registry. Use an image from one that registries lists.`,
  );
}

describe("k8s-image-allowed-registries", () => {
  it("allows any registry while none is listed", () => {
    assert.deepEqual(check("evil.example.com/web:1"), silent);
    assert.deepEqual(check(unknownText), silent);
    assert.deepEqual(run(rule, type, deployment()), silent);
  });

  const allowed: readonly (readonly [string, string])[] = [
    ["contoso.azurecr.io/shop/web:1", "contoso.azurecr.io"],
    ["Contoso.azurecr.io/shop/web:1", "contoso.AZURECR.io/"],
    ["contoso.azurecr.io/shop/web:1", "contoso.azurecr.io/shop"],
    ["contoso.azurecr.io/shop/web:1", "contoso.azurecr.io/shop/web"],
    ["localhost:5000/web:1", "localhost:5000"],
    ["localhost/web:1", "localhost"],
    ["nginx:1", "docker.io"],
    ["nginx:1", "docker.io/library"],
    ["nginx:1", "docker.io/library/nginx"],
    ["docker.io/nginx:1", "docker.io/library"],
    ["index.docker.io/library/nginx:1", "registry-1.docker.io"],
    ["bitnami/redis:7", "docker.io/bitnami"],
  ];
  for (const [image, registry] of allowed)
    it(`takes ${image} for one of ${registry}`, () => {
      assert.deepEqual(check(image, "other.example.com", registry), silent);
    });

  const strange: readonly (readonly [string, string, string])[] = [
    [
      "evil.example.com/contoso.azurecr.io/web:1",
      "contoso.azurecr.io",
      "evil.example.com/contoso.azurecr.io/web",
    ],
    [
      "contoso.azurecr.io.evil.example.com/web:1",
      "contoso.azurecr.io",
      "contoso.azurecr.io.evil.example.com/web",
    ],
    ["contoso.azurecr.io/shop-evil/web:1", "contoso.azurecr.io/shop", "contoso.azurecr.io/shop-evil/web"],
    ["contoso.azurecr.io:444/web:1", "contoso.azurecr.io", "contoso.azurecr.io:444/web"],
    ["evil/nginx:1", "docker.io/library", "docker.io/evil/nginx"],
    ["nginx", "quay.io", "docker.io/library/nginx"],
    ["docker.io/nginx:1", "quay.io", "docker.io/library/nginx"],
    ["contoso/web:1", "contoso", "docker.io/contoso/web"],
  ];
  for (const [image, registry, repository] of strange)
    it(`does not take ${image} for one of ${registry}`, () => {
      assert.deepEqual(check(image, registry), refused(repository));
    });

  it("leaves open an unknown image", () => {
    assert.deepEqual(check(unknownText, "quay.io"), open(`${path}: known only after the update`));
  });

  it("leaves images that are none to k8s-image-versioned, and empty objects alone", () => {
    for (const image of [undefined, "", {}]) assert.deepEqual(check(image, "quay.io"), silent);
    assert.deepEqual(run(rule, type, {}, { registries: ["quay.io"] }), silent);
  });

  it("sees images that are mounted as volumes", () => {
    const object = deployment({
      "containers.0.image": "quay.io/web:1",
      initContainers: [],
      volumes: [{ name: "model", image: { reference: "model:1" } }],
    });
    assert.equal(run(rule, type, object, { registries: ["quay.io"] }).violations.length, 1);
  });
});
