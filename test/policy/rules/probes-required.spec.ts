import assert from "node:assert/strict";
import { probesRequired as rule } from "../../../policy/rules/kubernetes/probes-required.ts";
import {
  container,
  deployment,
  podPath,
  podSpec,
  unknownText,
  workload,
  workloadTypes,
} from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const path = "spec.template.spec.containers[0]";
const later = "known only after the update";
const same =
  `${path}.livenessProbe (container web): same question as readinessProbe, and no more patient. ` +
  "Ask something else, or give it a higher failureThreshold than readinessProbe.";

/** A Deployment whose container has other fields at the top. */
function check(changes: Readonly<Record<string, unknown>>, config?: unknown) {
  return run(rule, type, deployment({ "containers.0": container("web", changes) }), config);
}

describe("k8s-probes-required", () => {
  for (const [kind, itsType] of Object.entries(workloadTypes)) {
    const exempt = ["Job", "CronJob", "ScaledJob"].includes(kind);
    it(`${exempt ? "spares" : "sees"} a ${kind}`, () => {
      const object = workload(kind, podSpec({ "containers.0.readinessProbe": undefined }));
      const message = `${podPath(kind)}.containers[0].readinessProbe (container web): not set. Add one.`;
      assert.deepEqual(run(rule, itsType, object), exempt ? silent : broken(message));
      assert.deepEqual(run(rule, itsType, object, { exemptKinds: [] }), broken(message));
    });
  }

  it("is content with a compliant pod, an empty object and other kinds", () => {
    assert.deepEqual(run(rule, type, deployment()), silent);
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Service", {}), silent);
  });

  it("demands both probes, with a question", () => {
    assert.deepEqual(
      check({ readinessProbe: { periodSeconds: 5 }, livenessProbe: undefined }),
      broken(
        `${path}.readinessProbe (container web): asks nothing. Add httpGet, tcpSocket, grpc or exec.`,
        `${path}.livenessProbe (container web): not set. Add one.`,
      ),
    );
  });

  it("sees sidecars, and spares init containers that end", () => {
    const init = (restartPolicy: unknown) =>
      run(rule, type, deployment({ initContainers: [{ name: "proxy", restartPolicy }] }));
    const proxy = "spec.template.spec.initContainers[0]";
    assert.deepEqual(init(undefined), silent);
    assert.deepEqual(init("OnFailure"), silent);
    assert.deepEqual(
      init("Always"),
      broken(
        `${proxy}.readinessProbe (init container proxy): not set. Add one.`,
        `${proxy}.livenessProbe (init container proxy): not set. Add one.`,
      ),
    );
    assert.deepEqual(init(unknownText), open(`${proxy}.restartPolicy: ${later}`));
  });

  it("spares ephemeral containers, which take no probes", () => {
    assert.deepEqual(run(rule, type, deployment({ ephemeralContainers: [{ name: "debug" }] })), silent);
  });

  it("refuses the same question twice, unless liveness is more patient", () => {
    const ask = { httpGet: { path: "/health", port: "http" } };
    assert.deepEqual(check({ readinessProbe: ask, livenessProbe: ask }), broken(same));
    assert.deepEqual(
      check({ readinessProbe: ask, livenessProbe: { httpGet: { path: "/health", port: 8080 } } }),
      broken(same),
    );
    assert.deepEqual(check({ readinessProbe: ask, livenessProbe: { ...ask, failureThreshold: 6 } }), silent);
    assert.deepEqual(
      check({ readinessProbe: { ...ask, failureThreshold: 6 }, livenessProbe: ask }),
      broken(same),
    );
    const command = { exec: { command: ["pg_isready"] } };
    assert.deepEqual(check({ readinessProbe: command, livenessProbe: command }), broken(same));
    assert.deepEqual(
      check({ readinessProbe: command, livenessProbe: { exec: { command: ["pg_isready", "-q"] } } }),
      silent,
    );
    const grpc = { grpc: { port: 7279, service: "ready" } };
    assert.deepEqual(
      check({ readinessProbe: grpc, livenessProbe: { grpc: { port: 7279, service: "live" } } }),
      silent,
    );
  });

  it("says nothing of patience it does not know", () => {
    const ask = { tcpSocket: { port: 8080 } };
    const patient = { ...ask, failureThreshold: unknownText };
    assert.deepEqual(check({ readinessProbe: ask, livenessProbe: patient }), silent);
  });

  it("refuses a named port that is not declared", () => {
    assert.deepEqual(
      check({ livenessProbe: { httpGet: { path: "/live", port: "admin" } } }),
      broken(
        `${path}.livenessProbe.httpGet.port (container web): no port of the container has this name. ` +
          "Declare it under ports.",
      ),
    );
    assert.deepEqual(check({ livenessProbe: { tcpSocket: { port: 9999 } } }), silent);
    assert.deepEqual(check({ startupProbe: { tcpSocket: { port: "admin" } } }).violations.length, 1);
    const two = [{ name: "http" }, { name: "admin" }];
    assert.deepEqual(check({ ports: two, livenessProbe: { tcpSocket: { port: "admin" } } }), silent);
    const ports = [{ name: unknownText }];
    assert.deepEqual(
      check({ ports, readinessProbe: { exec: { command: ["true"] } } }),
      open(`${path}.ports[0].name: ${later}`),
    );
  });

  it("refuses a long initial delay without a startup probe", () => {
    const livenessProbe = { httpGet: { path: "/live", port: 8080 }, initialDelaySeconds: 60 };
    assert.deepEqual(
      check({ livenessProbe }),
      broken(
        `${path}.livenessProbe.initialDelaySeconds (container web): longer than 30 s. Wait with a startupProbe instead.`,
      ),
    );
    assert.deepEqual(check({ livenessProbe }, { maxInitialDelaySeconds: 60 }), silent);
    const startupProbe = { httpGet: { path: "/health", port: 8080 } };
    assert.deepEqual(check({ livenessProbe, startupProbe }), silent);
  });

  it("leaves open what is unknown and still sees the other container", () => {
    const other = container("other", { livenessProbe: undefined });
    const hidden = container("web", {
      readinessProbe: unknownText,
      "livenessProbe.httpGet.path": unknownText,
    });
    assert.deepEqual(run(rule, type, deployment({ containers: [hidden, other] })), {
      violations: ["spec.template.spec.containers[1].livenessProbe (container other): not set. Add one."],
      undecided: [`${path}.readinessProbe: ${later}`, `${path}.livenessProbe.httpGet.path: ${later}`],
    });
  });

  it("leaves open what a patch does not set", () => {
    const patch = {
      spec: {
        template: { spec: { containers: [{ name: "web", livenessProbe: { initialDelaySeconds: 60 } }] } },
      },
    };
    const reason = "left as it is by this patch";
    assert.deepEqual(run(rule, `${type}Patch`, patch), {
      violations: [],
      undecided: [`${path}.readinessProbe: ${reason}`, `${path}.startupProbe: ${reason}`],
    });
  });
});
