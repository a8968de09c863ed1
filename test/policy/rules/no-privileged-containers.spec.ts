import assert from "node:assert/strict";
import { noPrivilegedContainers as rule } from "../../../policy/rules/kubernetes/no-privileged-containers.ts";
import { container, unknownText } from "../support/objects.ts";
import { broken, open, silent } from "../support/run.ts";
import { checkDeployment, describeWorkloadRule, later, pod } from "../support/workloadSecurity.ts";

const says = "gives the container the whole node. Set it to false or remove it.";
const bad = container("bad", { "securityContext.privileged": true });

describe("k8s-no-privileged-containers", () => {
  it("accepts containers that do not ask", () => {
    assert.deepEqual(checkDeployment(rule), silent);
    assert.deepEqual(checkDeployment(rule, { "containers.0.securityContext.privileged": false }), silent);
  });

  it("refuses privileged containers in all three lists", () => {
    assert.deepEqual(
      checkDeployment(rule, { containers: [bad], initContainers: [bad], ephemeralContainers: [bad] }),
      broken(
        `${pod}.containers[0].securityContext.privileged (container bad): ${says}`,
        `${pod}.initContainers[0].securityContext.privileged (init container bad): ${says}`,
        `${pod}.ephemeralContainers[0].securityContext.privileged (ephemeral container bad): ${says}`,
      ),
    );
  });

  it("leaves open what is unknown, and still sees the next container", () => {
    const hidden = container("hidden", { "securityContext.privileged": unknownText });
    assert.deepEqual(
      checkDeployment(rule, { containers: [hidden] }),
      open(`${pod}.containers[0].securityContext.privileged: ${later}`),
    );
    assert.equal(checkDeployment(rule, { containers: [hidden, bad] }).violations.length, 1);
  });

  describeWorkloadRule(
    rule,
    { containers: [bad] },
    (path) => `${path}.containers[0].securityContext.privileged (container bad): ${says}`,
  );
});
