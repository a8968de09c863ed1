import assert from "node:assert/strict";
import { ephemeralStorageLimits as rule } from "../../../policy/rules/kubernetes/ephemeral-storage-limits.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";
import {
  checkDeployment,
  deploymentType,
  describeWorkloadRule,
  later,
  pod,
  untouched,
} from "../support/workloadSecurity.ts";

const key = "ephemeral-storage";
const resources = `${pod}.containers[0].resources`;
const limit = `${resources}.limits["${key}"]`;
const request = `${resources}.requests["${key}"]`;
const missing = "not set. Set it to what the container writes, e.g. 256Mi.";

function check(limits: unknown, requests?: unknown) {
  return checkDeployment(rule, {
    "containers.0.resources": { limits: { [key]: limits }, requests: { [key]: requests } },
    initContainers: [],
  });
}

describe("k8s-ephemeral-storage-limits", () => {
  it("accepts a limit, alone or above the request", () => {
    assert.deepEqual(check("256Mi"), silent);
    assert.deepEqual(check("256Mi", "256Mi"), silent);
    assert.deepEqual(check(1000000, "100k"), silent);
  });

  it("refuses containers and init containers without one", () => {
    assert.deepEqual(
      checkDeployment(rule),
      broken(
        `${limit} (container web): ${missing}`,
        `${limit.replace("containers", "initContainers")} (init container migrate): ${missing}`,
      ),
    );
    assert.deepEqual(check(undefined, "1Gi"), broken(`${limit} (container web): ${missing}`));
  });

  it("refuses a limit below the request, and what is no quantity", () => {
    assert.deepEqual(
      check("1Mi", "1Gi"),
      broken(`${limit} (container web): lower than the request. Raise it to the request or above.`),
    );
    const odd = "is no Kubernetes quantity. Write it like 500M, 256Mi or 1Gi.";
    assert.deepEqual(
      check("much", {}),
      broken(`${limit} (container web): ${odd}`, `${request} (container web): ${odd}`),
    );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(check(unknownText), open(`${limit}: ${later}`));
    assert.deepEqual(check("1Gi", unknownText), open(`${request}: ${later}`));
    const patch = {
      spec: { template: { spec: { containers: [{ name: "web", resources: { limits: {} } }] } } },
    };
    assert.deepEqual(run(rule, `${deploymentType}Patch`, patch), open(`${limit}: ${untouched}`));
  });

  it("spares ephemeral containers, which take no resources", () => {
    const changes = { containers: [], initContainers: [], ephemeralContainers: [{ name: "debug" }] };
    assert.deepEqual(checkDeployment(rule, changes), silent);
  });

  describeWorkloadRule(
    rule,
    { "containers.0.resources.limits": { [key]: "x" } },
    (at) =>
      `${at}.containers[0].resources.limits["${key}"] (container web): ` +
      "is no Kubernetes quantity. Write it like 500M, 256Mi or 1Gi.",
  );
});
