import assert from "node:assert/strict";
import { resourcesRequestsLimits as rule } from "../../../policy/rules/kubernetes/resources-requests-limits.ts";
import { deployment, unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const path = "spec.template.spec.containers[0].resources";
const need = "not set. Set it to what the container needs.";
const type = "kubernetes:apps/v1:Deployment";

function check(resources: unknown, config?: unknown) {
  return run(rule, type, deployment({ "containers.0.resources": resources }), config);
}

function place(field: string): string {
  return `${path}.${field} (container web)`;
}

describe("k8s-resources-requests-limits", () => {
  it("demands both resources, requested and limited", () => {
    assert.deepEqual(
      check(undefined),
      broken(
        `${place("requests.cpu")}: ${need}`,
        `${place("limits.cpu")}: ${need}`,
        `${place("requests.memory")}: ${need}`,
        `${place("limits.memory")}: ${need}`,
      ),
    );
  });

  it("lets the configuration waive the CPU limit", () => {
    const resources = { requests: { cpu: 1, memory: "1Gi" }, limits: { memory: "1Gi" } };
    assert.deepEqual(check(resources), broken(`${place("limits.cpu")}: ${need}`));
    const waived = { requireCpuLimit: false };
    assert.deepEqual(check(resources, waived), silent);
    const unknownLimit = { ...resources, limits: { cpu: unknownText, memory: "1Gi" } };
    assert.deepEqual(check(unknownLimit, waived), open(`${path}.limits.cpu: known only after the update`));
    const patch = deployment({ "containers.0.resources": resources });
    assert.deepEqual(run(rule, `${type}Patch`, patch, waived), silent);
  });

  it("refuses a limit below the request", () => {
    const resources = { requests: { cpu: "100m", memory: "1Gi" }, limits: { cpu: "0.05", memory: "1000Mi" } };
    const says = "lower than the request. Raise it to the request or above.";
    assert.deepEqual(
      check(resources),
      broken(`${place("limits.cpu")}: ${says}`, `${place("limits.memory")}: ${says}`),
    );
  });

  it("refuses what AKS would raise, at the configured floor", () => {
    const resources = { requests: { cpu: "99m", memory: "99Mi" }, limits: { cpu: "1", memory: "1Gi" } };
    assert.deepEqual(
      check(resources),
      broken(
        `${place("requests.cpu")}: below the floor of 100m. Request at least 100m.`,
        `${place("requests.memory")}: below the floor of 100Mi. Request at least 100Mi.`,
      ),
    );
    assert.deepEqual(check(resources, { minCpu: "10m", minMemory: "64Mi" }), silent);
  });

  it("refuses a limit below the floor when the request is missing", () => {
    const resources = { limits: { cpu: "50m", memory: "1Gi" }, requests: { memory: "1Gi" } };
    assert.deepEqual(
      check(resources),
      broken(
        `${place("requests.cpu")}: ${need}`,
        `${place("limits.cpu")}: below the floor of 100m. Allow at least 100m.`,
      ),
    );
    assert.deepEqual(
      check({ ...resources, limits: { cpu: "100m", memory: "1Gi" } }),
      broken(`${place("requests.cpu")}: ${need}`),
    );
  });

  it("bounds the quotient when configured", () => {
    const resources = { requests: { cpu: "100m", memory: "1Gi" }, limits: { cpu: "1", memory: "2Gi" } };
    assert.deepEqual(check(resources), silent);
    assert.deepEqual(check(resources, { maxRatio: 10 }), silent);
    assert.deepEqual(
      check(resources, { maxRatio: 4 }),
      broken(`${place("limits.cpu")}: more than 4 times the request. Bring the two closer together.`),
    );
  });

  it("refuses what is no quantity", () => {
    const resources = { requests: { cpu: "much", memory: "1Gi" }, limits: { cpu: "1", memory: "1 Gi" } };
    const says = "is no Kubernetes quantity. Write it like 250m, 0.5, 128Mi or 1Gi.";
    assert.deepEqual(
      check(resources),
      broken(`${place("requests.cpu")}: ${says}`, `${place("limits.memory")}: ${says}`),
    );
  });

  it("leaves open what is unknown and still compares the rest", () => {
    const resources = {
      requests: { cpu: unknownText, memory: "2Gi" },
      limits: { cpu: "50m", memory: "1Gi" },
    };
    assert.deepEqual(check(resources), {
      violations: [
        `${place("limits.cpu")}: below the floor of 100m. Allow at least 100m.`,
        `${place("limits.memory")}: lower than the request. Raise it to the request or above.`,
      ],
      undecided: [`${path}.requests.cpu: known only after the update`],
    });
    assert.deepEqual(check(unknownText), open(`${path}: known only after the update`));
  });

  it("spares ephemeral containers, which take no resources", () => {
    assert.deepEqual(run(rule, type, deployment({ ephemeralContainers: [{ name: "debug" }] })), silent);
  });
});
