import assert from "node:assert/strict";
import { asWritten, objectsOf } from "./readBack.ts";

describe("what is read back", () => {
  it("is what the engine's state names, in its API version", () => {
    const resource = (type: string, id?: string) => ({
      urn: type,
      type,
      ...(id === undefined ? {} : { id }),
    });
    const resources = [
      resource("kubernetes:apps/v1:Deployment", "shop/web"),
      resource("kubernetes:core/v1:Namespace", "shop"),
      resource("kubernetes:keda.sh/v1alpha1:ScaledObject", "shop/worker"),
      resource("kubernetes:helm.sh/v4:Chart"),
      resource("pulumi:providers:kubernetes", "0c9b"),
      resource("azure-native:keyvault:Vault", "/subscriptions/0/vaults/v"),
    ];
    assert.deepEqual(objectsOf({ resources }), [
      { apiVersion: "apps/v1", kind: "Deployment", id: "shop/web" },
      { apiVersion: "v1", kind: "Namespace", id: "shop" },
      { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", id: "shop/worker" },
    ]);
  });

  it("holds nothing only a server sets", () => {
    const written = { kind: "Service", metadata: { name: "web", labels: { a: "b" } }, spec: { ports: [] } };
    const server = { uid: "0c9b", resourceVersion: "7", generation: 1, managedFields: [{}] };
    const read = { ...written, metadata: { ...server, ...written.metadata }, status: { loadBalancer: {} } };
    assert.deepEqual(asWritten(read), written);
  });
});
