import assert from "node:assert/strict";
import fc from "fast-check";
import { secretObjects } from "../../../components/workload/account.ts";
import { podTemplate, type PodArgs } from "../../../components/workload/podTemplate.ts";
import { probes } from "../../../components/workload/probes.ts";
import { allVariables, variableName } from "../../../components/workload/workload.ts";
import { service } from "../../support/fixtures.ts";
import { record, valueOf } from "../../support/runtime.ts";

const base: PodArgs = {
  tenant: "acme",
  workload: { name: "shop", component: "service" },
  image: service.image,
  env: { LOG_LEVEL: "info" },
  compute: service.compute,
  ports: { http: 8080 },
  probes: probes(service.health, "http"),
  pool: "service",
  graceSeconds: 45,
};

interface PodSpec {
  readonly [key: string]: unknown;
  readonly containers: readonly Record<string, unknown>[];
}

/** @param preview As in a first preview, where only what is known is ever seen. */
async function specOf(changes: Partial<PodArgs> = {}, preview = false): Promise<PodSpec> {
  let spec: PodSpec | undefined;
  await record(async () => {
    spec = (await valueOf(podTemplate({ ...base, ...changes }).spec)) as unknown as PodSpec;
  }, preview);
  assert.ok(spec);
  return spec;
}

describe("a pod template", () => {
  it("is restricted, and has no token for the API server", async () => {
    const spec = await specOf();
    assert.deepEqual(spec["securityContext"], {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.equal(spec["serviceAccountName"], "shop");
    assert.equal(spec["automountServiceAccountToken"], false);
    const [container, ...others] = spec.containers;
    assert.deepEqual(others, []);
    assert.deepEqual(container?.["securityContext"], {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("writes to empty folders of limited size only", async () => {
    const spec = await specOf({ scratch: { "/var/cache": "10Mi" }, mounts: { data: "/data" } });
    assert.deepEqual(spec["volumes"], [
      { name: "tmp", emptyDir: { sizeLimit: "128Mi" } },
      { name: "var-cache", emptyDir: { sizeLimit: "10Mi" } },
    ]);
    assert.deepEqual(spec.containers[0]?.["volumeMounts"], [
      { name: "tmp", mountPath: "/tmp" },
      { name: "var-cache", mountPath: "/var/cache" },
      { name: "data", mountPath: "/data" },
    ]);
  });

  it("mounts secrets as files", async () => {
    const spec = await specOf({ secretProviderClass: "shop" });
    const volumes = spec["volumes"] as { name: string; csi?: object }[];
    assert.deepEqual(volumes.find(({ name }) => name === "secrets")?.csi, {
      driver: "secrets-store.csi.k8s.io",
      readOnly: true,
      volumeAttributes: { secretProviderClass: "shop" },
    });
    const mounts = spec.containers[0]?.["volumeMounts"] as object[];
    assert.deepEqual(mounts.at(-1), { name: "secrets", mountPath: "/mnt/secrets", readOnly: true });
  });

  it("spreads over zones and nodes and prefers its pool, without insisting", async () => {
    const spec = await specOf();
    const matchLabels = { "app.kubernetes.io/name": "shop", "app.kubernetes.io/component": "service" };
    const rest = { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels } };
    assert.deepEqual(spec["topologySpreadConstraints"], [
      { ...rest, topologyKey: "topology.kubernetes.io/zone" },
      { ...rest, topologyKey: "kubernetes.io/hostname" },
    ]);
    const preference = {
      matchExpressions: [{ key: "aks-platform/pool", operator: "In", values: ["service"] }],
    };
    const preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 100, preference }];
    assert.deepEqual(spec["affinity"], { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution } });
  });

  it("drains when asked to", async () => {
    assert.equal((await specOf()).containers[0]?.["lifecycle"], undefined);
    const lifecycle = (await specOf({ drainSeconds: 5 })).containers[0]?.["lifecycle"];
    assert.deepEqual(lifecycle, { preStop: { sleep: { seconds: 5 } } });
  });

  it("marks its pods for workload identity", () => {
    const { labels } = podTemplate(base).metadata;
    assert.equal(labels["azure.workload.identity/use"], "true");
    assert.equal(labels["aks-platform/tenant"], "acme");
  });

  it("is known in a first preview", async () => {
    assert.equal((await specOf({ secretProviderClass: "shop" }, true)).containers.length, 1);
  });
});

describe("probes", () => {
  it("give the application its time, then are strict", () => {
    const { startupProbe, livenessProbe, readinessProbe } = probes(service.health, "http");
    const get = (path: string) => ({ httpGet: { path, port: "http", scheme: "HTTP" }, timeoutSeconds: 3 });
    assert.deepEqual(startupProbe, { ...get("/livez"), periodSeconds: 5, failureThreshold: 13 });
    assert.deepEqual(livenessProbe, { ...get("/livez"), periodSeconds: 10, failureThreshold: 6 });
    assert.deepEqual(readinessProbe, { ...get("/readyz"), periodSeconds: 5, failureThreshold: 3 });
  });

  it("never take less time to start than asked for, nor a period more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), (startupSeconds) => {
        const { startupProbe } = probes({ kind: "exec", command: ["true"], startupSeconds }, "http");
        const time = Number(startupProbe.failureThreshold) * Number(startupProbe.periodSeconds);
        assert.ok(time >= startupSeconds && time < startupSeconds + 5);
      }),
    );
  });

  it("run a command where there is no port to ask", () => {
    const { livenessProbe } = probes(
      { kind: "exec", command: ["/app/healthy"], startupSeconds: 5 },
      "health",
    );
    assert.deepEqual(livenessProbe.exec, { command: ["/app/healthy"] });
  });
});

describe("variables", () => {
  it("hold paths of secrets, never secrets, and the workload's own win", () => {
    const connection = {
      to: { kind: "service", name: "stock" },
      env: { STOCK_URL: "http://stock:8080", LOG_LEVEL: "from-connection" },
      secrets: { DB_PASSWORD: "vault-name" },
    } as const;
    const variables = allVariables({ ...service, env: { LOG_LEVEL: "info" } }, [connection]);
    assert.deepEqual(variables, {
      DB_PASSWORD_FILE: "/mnt/secrets/DB_PASSWORD",
      STOCK_URL: "http://stock:8080",
      LOG_LEVEL: "info",
    });
    assert.equal(variableName("mail-out"), "MAIL_OUT");
  });
});

describe("secret objects", () => {
  it("are the provider's YAML in a string", () => {
    assert.equal(
      secretObjects({ A: "one", B: "two" }),
      [
        "array:",
        "  - |",
        "    objectName: one",
        "    objectType: secret",
        "    objectAlias: A",
        "  - |",
        "    objectName: two",
        "    objectType: secret",
        "    objectAlias: B",
        "",
      ].join("\n"),
    );
  });
});
