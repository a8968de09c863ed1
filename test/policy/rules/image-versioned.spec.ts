import assert from "node:assert/strict";
import { imageVersioned as rule } from "../../../policy/rules/kubernetes/image-versioned.ts";
import { deployment, unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const path = "spec.template.spec.containers[0].image";
const fix = "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

function check(image: unknown, config?: unknown) {
  return run(rule, "kubernetes:apps/v1:Deployment", deployment({ "containers.0.image": image }), config);
}

describe("k8s-image-versioned", () => {
  for (const image of [
    "nginx:1.27.3",
    "localhost:5000/shop/web:1",
    `nginx@${digest}`,
    `a.azurecr.io/b/c:latest@${digest}`,
  ])
    it(`accepts ${image}`, () => {
      assert.deepEqual(check(image), silent);
    });

  const refused: readonly (readonly [unknown, string])[] = [
    ["nginx", "image nginx has neither tag nor digest"],
    ["localhost:5000/web", "image localhost:5000/web has neither tag nor digest"],
    ["nginx:latest", "tag latest of nginx moves"],
    ["shop/web:Main", "tag Main of shop/web moves"],
    ["nginx:", "is no valid image reference"],
    ["nginx@sha256:abc", "is no valid image reference"],
    ["two words:1", "is no valid image reference"],
    ["", "not set"],
    [undefined, "not set"],
    [{}, "not set"],
  ];
  for (const [image, problem] of refused)
    it(`refuses ${image === undefined ? "no image" : JSON.stringify(image)}`, () => {
      assert.deepEqual(check(image), broken(`${path} (container web): ${problem}. ${fix}`));
    });

  it("takes the tags that move from the configuration", () => {
    assert.deepEqual(check("nginx:latest", { deniedTags: ["edge"] }), silent);
    assert.equal(check("nginx:edge", { deniedTags: ["edge"] }).violations.length, 1);
  });

  it("leaves open an unknown image", () => {
    assert.deepEqual(check(unknownText), open(`${path}: known only after the update`));
  });
});
