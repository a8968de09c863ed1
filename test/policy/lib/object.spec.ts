import assert from "node:assert/strict";
import { fromManifest, fromResource, namespaceOf } from "../../../policy/lib/object.ts";
import { unknownText } from "../support/objects.ts";

describe("object", () => {
  const seen = (objects: ReturnType<typeof fromResource>) =>
    objects.map(({ group, kind, body }) => ({ group, kind, path: body.path, partial: body.partial }));

  it("reads the type of a resource", () => {
    const cases: readonly (readonly [string, object[]])[] = [
      ["kubernetes:core/v1:Pod", [{ group: "", kind: "Pod", path: "", partial: false }]],
      [
        "kubernetes:apps/v1:DeploymentPatch",
        [{ group: "apps", kind: "Deployment", path: "", partial: true }],
      ],
      [
        "kubernetes:gateway.networking.k8s.io/v1:Gateway",
        [{ group: "gateway.networking.k8s.io", kind: "Gateway", path: "", partial: false }],
      ],
      ["azure-native:storage:StorageAccount", []],
      ["pulumi:pulumi:Stack", []],
      ["pulumi:providers:kubernetes", []],
      ["", []],
    ];
    for (const [type, expected] of cases) assert.deepEqual(seen(fromResource(type, {})), expected);
  });

  it("opens lists", () => {
    assert.deepEqual(
      seen(fromResource("kubernetes:apps/v1:DeploymentList", { items: [{}, null, unknownText] })),
      [
        { group: "apps", kind: "Deployment", path: "items[0]", partial: false },
        { group: "apps", kind: "Deployment", path: "items[2]", partial: false },
      ],
    );
    const manifest = { apiVersion: "v1", kind: "List", items: [{ apiVersion: "batch/v1", kind: "Job" }, {}] };
    assert.deepEqual(seen(fromManifest(manifest)), [
      { group: "batch", kind: "Job", path: "items[0]", partial: false },
    ]);
    assert.deepEqual(seen(fromManifest({ apiVersion: "a/v1", kind: "AllowList" })), [
      { group: "a", kind: "AllowList", path: "", partial: false },
    ]);
  });

  it("reads manifests", () => {
    assert.deepEqual(seen(fromManifest({ apiVersion: "v1", kind: "Pod" })), [
      { group: "", kind: "Pod", path: "", partial: false },
    ]);
    for (const nothing of [undefined, null, 3, "text", [], {}, { kind: unknownText }])
      assert.deepEqual(fromManifest(nothing), []);
  });

  it("knows the namespace an object lands in", () => {
    const namespaces = [{ namespace: "shop" }, {}, { namespace: unknownText }].map((metadata) =>
      fromManifest({ kind: "Pod", metadata }).map(namespaceOf),
    );
    assert.deepEqual(namespaces, [["shop"], ["default"], [undefined]]);
  });
});
