import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { horizontalSpec, scaledObjectSpec } from "../../../components/workload/autoscaling.ts";
import { Job } from "../../../components/workload/job.ts";
import { createQueue } from "../../../components/workload/queue.ts";
import { Scaler } from "../../../components/workload/scaler.ts";
import { Service, type ServiceArgs } from "../../../components/workload/service.ts";
import { Worker } from "../../../components/workload/worker.ts";
import type { Connection } from "../../../components/workload/workload.ts";
import * as fixtures from "../../support/fixtures.ts";
import { childrenOf, find, record } from "../../support/runtime.ts";

const queue = { name: "acme_mail-out", id: pulumi.output("/queues/mail-out") };
const scope = fixtures.tenantScope;

interface Spec {
  readonly [key: string]: unknown;
  readonly template: { readonly spec: { readonly terminationGracePeriodSeconds: number } };
}

describe("a service", () => {
  const create = (changes: Partial<ServiceArgs> = {}) =>
    record(() => {
      const args = { scope: scope(), spec: fixtures.service, connections: [], users: [], ...changes };
      return new Service("acme.shop", args);
    });

  it("consists of exactly these", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:workload:Service")), [
      "aks-platform:workload:Account acme.shop-account",
      "kubernetes:apps/v1:Deployment acme.shop-deployment",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler acme.shop-autoscaler",
      "kubernetes:core/v1:Service acme.shop-service",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy acme.shop-network-policy",
      "kubernetes:policy/v1:PodDisruptionBudget acme.shop-disruption-budget",
    ]);
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:workload:Account")), [
      "azure-native:managedidentity:FederatedIdentityCredential acme.shop-account-trust-service-account",
      "azure-native:managedidentity:UserAssignedIdentity acme.shop-account-identity",
      "kubernetes:core/v1:ServiceAccount acme.shop-account-service-account",
    ]);
  });

  it("rolls without losing capacity and leaves the replicas to its autoscaler", async () => {
    const { inputs, options } = find(await create(), "kubernetes:apps/v1:Deployment");
    const spec = inputs["spec"] as Spec;
    assert.ok(!("replicas" in spec));
    assert.deepEqual(spec["strategy"], {
      type: "RollingUpdate",
      rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" },
    });
    assert.equal(spec["progressDeadlineSeconds"], 362);
    assert.equal(options.createTimeout, "422s");
  });

  it("is reached by its users and, if exposed, by the gateway: on its port", async () => {
    const policyOf = async (changes: Partial<ServiceArgs>) => {
      const { inputs } = find(await create(changes), "kubernetes:networking.k8s.io/v1:NetworkPolicy");
      return inputs["spec"] as Record<string, unknown>;
    };
    assert.deepEqual((await policyOf({}))["ingress"], []);
    const spec = { ...fixtures.service, expose: { host: "acme.test.example.com", paths: ["/"] } };
    const policy = await policyOf({ spec, users: [{ name: "stock", component: "service" }] });
    const matchLabels = { "app.kubernetes.io/name": "stock", "app.kubernetes.io/component": "service" };
    assert.deepEqual(policy["ingress"], [
      {
        from: [
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress" } } },
          { podSelector: { matchLabels } },
        ],
        ports: [{ protocol: "TCP", port: 8080 }],
      },
    ]);
    assert.deepEqual(policy["policyTypes"], ["Ingress", "Egress"]);
  });

  it("reaches what it uses, and Azure only when it has something there", async () => {
    const egressOf = async (changes: Partial<ServiceArgs>) => {
      const { inputs } = find(await create(changes), "kubernetes:networking.k8s.io/v1:NetworkPolicy");
      return (inputs["spec"] as { egress: { ports: { port: number }[] }[] }).egress;
    };
    assert.deepEqual(await egressOf({}), []);
    const connection: Connection = {
      to: { kind: "resource", name: "store" },
      env: {},
      secrets: {},
      edge: { peer: { name: "store", component: "mongodb" }, port: 27017 },
    };
    const [edge, ...others] = await egressOf({ connections: [connection] });
    assert.deepEqual(others, []);
    assert.deepEqual(edge?.ports, [{ protocol: "TCP", port: 27017 }]);
    const spec = { ...fixtures.service, secrets: { KEY: "acme-key" } };
    const [azure] = await egressOf({ spec });
    assert.deepEqual(
      azure?.ports.map(({ port }) => port),
      [443, 5671],
    );
  });

  it("joins its host's listener with its longest path first", async () => {
    const spec = {
      ...fixtures.service,
      expose: { host: "acme.test.example.com", paths: ["/", "/api", "/api/a"] },
    };
    const { inputs } = find(await create({ spec }), "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    const sectionName = "https-acme.test.example.com";
    assert.deepEqual(inputs["spec"], {
      parentRefs: [{ name: "platform", namespace: "ingress", sectionName }],
      hostnames: ["acme.test.example.com"],
      rules: [
        {
          matches: ["/api/a", "/api", "/"].map((value) => ({ path: { type: "PathPrefix", value } })),
          backendRefs: [{ name: "shop", port: 8080 }],
        },
      ],
    });
  });

  it("reads exactly its own secrets, each once", async () => {
    const spec = { ...fixtures.service, secrets: { A: "acme-one", B: "acme-two", C: "acme-one" } };
    const { resources } = await create({ spec });
    const scopes = resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .map(({ inputs }) => inputs["scope"]);
    const vault = "/vaults/kv-contoso-test/secrets";
    assert.deepEqual(scopes.sort(), [`${vault}/acme-one`, `${vault}/acme-two`]);
    const { inputs } = find({ resources }, "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass");
    const { parameters } = inputs["spec"] as { parameters: Record<string, string> };
    assert.equal(parameters["clientID"], "acme.shop-account-identity-client");
    assert.equal(parameters["keyvaultName"], "kv-contoso-test");
    assert.equal(parameters["tenantId"], "entra-tenant");
  });

  it("lets a drain take what it may and broken pods besides", async () => {
    const { inputs } = find(await create(), "kubernetes:policy/v1:PodDisruptionBudget");
    const { maxUnavailable, unhealthyPodEvictionPolicy } = inputs["spec"] as Record<string, unknown>;
    assert.deepEqual([maxUnavailable, unhealthyPodEvictionPolicy], [1, "AlwaysAllow"]);
  });
});

describe("a worker", () => {
  const create = () =>
    record(
      () => new Worker("acme.mailer", { scope: scope(), spec: fixtures.worker, connections: [], queue }),
    );

  it("consists of exactly these", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:workload:Worker")), [
      "aks-platform:workload:Account acme.mailer-account",
      "kubernetes:apps/v1:Deployment acme.mailer-deployment",
      "kubernetes:keda.sh/v1alpha1:ScaledObject acme.mailer-scaled-object",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy acme.mailer-network-policy",
      "kubernetes:policy/v1:PodDisruptionBudget acme.mailer-disruption-budget",
    ]);
  });

  it("may receive from its queue and knows its name", async () => {
    const recording = await create();
    const grant = find(recording, "azure-native:authorization:RoleAssignment").inputs;
    assert.equal(grant["scope"], "/queues/mail-out");
    assert.match(String(grant["roleDefinitionId"]), /4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0$/);
    const { inputs } = find(recording, "kubernetes:apps/v1:Deployment");
    const { template } = inputs["spec"] as { template: { spec: { containers: { env: object[] }[] } } };
    assert.deepEqual(template.spec.containers[0]?.env, [
      { name: "QUEUE_NAME", value: "acme_mail-out" },
      { name: "SERVICEBUS_NAMESPACE", value: "sb-contoso-test.servicebus.windows.net" },
    ]);
  });

  it("has time to finish its message", async () => {
    const { inputs } = find(await create(), "kubernetes:apps/v1:Deployment");
    assert.equal((inputs["spec"] as Spec).template.spec.terminationGracePeriodSeconds, 120);
  });
});

describe("a queue", () => {
  const lockOf = async (maxMessageSeconds: number) => {
    const worker = { ...fixtures.worker, maxMessageSeconds };
    const recording = await record(() => createQueue("it", scope(), worker, {}));
    return find(recording, "azure-native:servicebus:Queue").inputs;
  };

  it("loses nothing", async () => {
    assert.deepEqual(await lockOf(60), {
      resourceGroupName: "rg-contoso-test",
      namespaceName: "sb-contoso-test",
      queueName: "acme_mail-out",
      deadLetteringOnMessageExpiration: true,
      defaultMessageTimeToLive: "P14D",
      lockDuration: "PT1M",
      maxDeliveryCount: 10,
    });
  });

  it("locks a message as long as its handling takes, up to what Azure allows", async () => {
    assert.equal((await lockOf(1))["lockDuration"], "PT1M");
    assert.equal((await lockOf(61))["lockDuration"], "PT2M");
    assert.equal((await lockOf(3600))["lockDuration"], "PT5M");
  });
});

describe("a scaler", () => {
  it("trusts KEDA alone and owns exactly the tenant's queues", async () => {
    const operator = { namespace: "kube-system", name: "keda-operator" };
    const recording = await record(
      () => new Scaler("acme-scaler", { scope: scope(), operator, queues: { mailer: queue } }),
    );
    const trust = find(recording, "azure-native:managedidentity:FederatedIdentityCredential").inputs;
    assert.equal(trust["subject"], "system:serviceaccount:kube-system:keda-operator");
    const grant = find(recording, "azure-native:authorization:RoleAssignment").inputs;
    assert.deepEqual(
      [grant["scope"], grant["principalId"]],
      ["/queues/mail-out", "acme-scaler-identity-principal"],
    );
    assert.match(String(grant["roleDefinitionId"]), /090c5cfd-751d-490a-894a-3ce6f1109419$/);
    const { inputs } = find(recording, "kubernetes:keda.sh/v1alpha1:TriggerAuthentication");
    const podIdentity = { provider: "azure-workload", identityId: "acme-scaler-identity-client" };
    assert.deepEqual(inputs["spec"], { podIdentity });
  });
});

describe("autoscaling", () => {
  const trigger = { serviceBusNamespace: "sb", queueName: "acme_mail-out", triggerAuthentication: "scaler" };

  it("counts messages and survives a queue that cannot be read", () => {
    const spec = scaledObjectSpec(fixtures.worker, trigger);
    assert.deepEqual(spec.triggers, [
      {
        type: "azure-servicebus",
        metadata: {
          namespace: "sb",
          queueName: "acme_mail-out",
          messageCount: "5",
          activationMessageCount: "0",
        },
        authenticationRef: { name: "scaler" },
      },
    ]);
    assert.deepEqual(spec.fallback, {
      failureThreshold: 3,
      replicas: 1,
      behavior: "currentReplicasIfHigher",
    });
  });

  it("sets polling and cooldown only where there is a step to zero", () => {
    const zero = scaledObjectSpec(fixtures.worker, trigger);
    assert.deepEqual([zero.pollingInterval, zero.cooldownPeriod], [30, 300]);
    const some = scaledObjectSpec(
      { ...fixtures.worker, scale: { ...fixtures.worker.scale, min: 2 } },
      trigger,
    );
    assert.ok(!("pollingInterval" in some) && !("cooldownPeriod" in some));
    assert.equal(some.fallback.replicas, 2);
  });

  it("scales services on cpu, and on memory if asked", () => {
    const names = (scale: typeof fixtures.service.scale) => {
      const { metrics } = horizontalSpec({ ...fixtures.service, scale });
      return (metrics as { resource: { name: string } }[]).map(({ resource }) => resource.name);
    };
    assert.deepEqual(names({ min: 2, max: 6, cpu: 70 }), ["cpu"]);
    assert.deepEqual(names({ min: 2, max: 6, cpu: 70, memory: 80 }), ["cpu", "memory"]);
  });
});

describe("a job", () => {
  it("runs by the clock, one run at a time, each within its time", async () => {
    const recording = await record(
      () => new Job("acme.report", { scope: scope(), spec: fixtures.job, connections: [] }),
    );
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:workload:Job")), [
      "aks-platform:workload:Account acme.report-account",
      "kubernetes:batch/v1:CronJob acme.report-cron-job",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy acme.report-network-policy",
    ]);
    const { inputs } = find(recording, "kubernetes:batch/v1:CronJob");
    const { jobTemplate, ...spec } = inputs["spec"] as { jobTemplate: { spec: Record<string, unknown> } };
    assert.deepEqual(spec, {
      schedule: "30 2 * * *",
      timeZone: "Europe/Berlin",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
    });
    const { template, ...bounds } = jobTemplate.spec;
    assert.deepEqual(bounds, {
      activeDeadlineSeconds: 1800,
      backoffLimit: 2,
      ttlSecondsAfterFinished: 86400,
    });
    assert.equal((template as { spec: { restartPolicy: string } }).spec.restartPolicy, "Never");
  });
});
