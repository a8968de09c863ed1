import assert from "node:assert/strict";
import { scaledObjectWorkloadIdentity as rule } from "../../../policy/rules/stack/scaledobject-workload-identity.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { object, stackOf, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const trigger = {
  type: "azure-servicebus",
  metadata: { queueName: "orders", namespace: "sb" },
  authenticationRef: { name: "scaler" },
};
const base: Parts = {
  worker: object("keda.sh/v1alpha1:ScaledObject", "worker", {
    spec: { triggers: [trigger, { type: "cron" }] },
  }),
  job: object("keda.sh/v1alpha1:ScaledJob", "job", { spec: { triggers: [trigger] } }),
  scaler: object("keda.sh/v1alpha1:TriggerAuthentication", "scaler", {
    spec: { podIdentity: { provider: "azure-workload", identityId: "c1" } },
  }),
};
const at = "spec.triggers[0]";

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, { job: null, ...changes }), config);
}

describe("stack-scaledobject-workload-identity", () => {
  it("accepts triggers with workload identity", () => {
    assert.deepEqual(runStack(rule, stackOf(base)), silent);
    assert.deepEqual(check({ worker: { "spec.triggers": [{ type: "cpu" }] } }), silent);
  });

  it("demands an authentication that exists", () => {
    assert.deepEqual(
      check({ worker: { "spec.triggers.0.authenticationRef": undefined } }),
      broken(
        `worker: ${at}.authenticationRef.name: not set. Name a TriggerAuthentication with workload identity.`,
      ),
    );
    const gone = (kind: string, place: string) =>
      broken(
        `worker: ${at}.authenticationRef.name: names ${kind} scaler, which is not in ${place}. Create it there, or list it in external.`,
      );
    assert.deepEqual(check({ scaler: null }), gone("TriggerAuthentication", "namespace shop"));
    assert.deepEqual(
      check({ scaler: { "metadata.namespace": "other" } }),
      gone("TriggerAuthentication", "namespace shop"),
    );
    assert.deepEqual(
      check({ worker: { "spec.triggers.0.authenticationRef.kind": "ClusterTriggerAuthentication" } }),
      gone("ClusterTriggerAuthentication", "the stack"),
    );
    assert.deepEqual(check({ scaler: null }, { external: ["shop/scaler"] }), silent);
  });

  it("follows a ClusterTriggerAuthentication", () => {
    const cluster = [
      "kubernetes:keda.sh/v1alpha1:ClusterTriggerAuthentication",
      { metadata: { name: "scaler" } },
    ] as const;
    const worker = { "spec.triggers.0.authenticationRef.kind": "ClusterTriggerAuthentication" };
    assert.deepEqual(
      runStack(rule, stackOf({ ...base, cluster }, { job: null, worker })),
      broken("cluster: spec.podIdentity.provider: is not azure-workload. Use workload identity."),
    );
  });

  it("demands workload identity with an identity of its own, and says so once", () => {
    const broke = (changes: Body) => runStack(rule, stackOf(base, { scaler: changes }));
    assert.deepEqual(
      broke({ "spec.podIdentity.provider": "azure" }),
      broken("scaler: spec.podIdentity.provider: is not azure-workload. Use workload identity."),
    );
    assert.deepEqual(
      broke({ "spec.podIdentity.identityId": undefined }),
      broken(
        "scaler: spec.podIdentity.identityId: not set, so KEDA's own identity serves all tenants. Set it to the client id of an identity of this tenant.",
      ),
    );
    assert.deepEqual(broke({ "spec.podIdentity.identityId": unknownText }), silent);
  });

  it("demands the name of what KEDA reads", () => {
    assert.deepEqual(
      check({ worker: { "spec.triggers.0.metadata.namespace": undefined } }),
      broken(
        `worker: ${at}.metadata.namespace: not set. Name what KEDA shall read; workload identity needs it.`,
      ),
    );
    assert.deepEqual(check({ worker: { "spec.triggers.0.metadata.namespace": unknownText } }), silent);
    assert.equal(check({ worker: { "spec.triggers.0.type": "azure-queue" } }).violations.length, 1);
    assert.deepEqual(
      check({ worker: { "spec.triggers.0.metadata": unknownText } }),
      open(`worker: ${at}.metadata: known only after the update`),
    );
  });

  it("refuses connection strings, unless they are allowed", () => {
    const worker = {
      "spec.triggers.0.metadata": { queueName: "orders", connectionFromEnv: "CONNECTION" },
      "spec.triggers.0.authenticationRef": undefined,
    };
    assert.deepEqual(
      check({ worker }).violations.filter((message) => message.includes("connection")),
      [
        `worker: ${at}.metadata.connectionFromEnv: authenticates with a connection string. Use workload identity instead.`,
      ],
    );
    assert.equal(check({ worker }).violations.length, 3);
    assert.deepEqual(check({ worker }, { allowSecretRef: true }), silent);
    const secret = { "spec.podIdentity": undefined, "spec.secretTargetRef": [{ name: "x" }] };
    assert.equal(check({ scaler: secret }).violations.length, 1);
    assert.deepEqual(check({ scaler: secret }, { allowSecretRef: true }), silent);
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      check({ worker: { "spec.triggers": unknownText } }),
      open("worker: spec.triggers: known only after the update"),
    );
    assert.deepEqual(
      check({ worker: { "spec.triggers.0.authenticationRef.name": unknownText } }),
      open(`worker: ${at}.authenticationRef.name: known only after the update`),
    );
    assert.deepEqual(
      check({ scaler: { "spec.podIdentity.provider": unknownText } }),
      open("scaler: spec.podIdentity.provider: known only after the update"),
    );
    assert.deepEqual(
      runStack(rule, stackOf({ x: ["kubernetes:keda.sh/v1alpha1:ScaledObject", {}] })),
      silent,
    );
  });
});
