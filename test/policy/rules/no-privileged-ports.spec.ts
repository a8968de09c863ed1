import assert from "node:assert/strict";
import { noPrivilegedPorts as rule } from "../../../policy/rules/kubernetes/no-privileged-ports.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, silent } from "../support/run.ts";
import { checkDeployment, describeWorkloadRule, later, pod } from "../support/workloadSecurity.ts";

const path = `${pod}.containers[0].ports`;
const says = (port: number, lowest = 1024) =>
  `port ${port} is below ${lowest}. Listen on ${lowest} or above and map the port in the Service.`;
const ssh = "is the port of SSH. Remove the SSH server; kubectl debug needs none.";
const check = (ports: unknown, config?: unknown) =>
  checkDeployment(rule, { "containers.0.ports": ports }, config);

describe("k8s-no-privileged-ports", () => {
  it("accepts ports that anybody may open", () => {
    assert.deepEqual(checkDeployment(rule), silent);
    assert.deepEqual(check([{ containerPort: 1024 }, { containerPort: 65535 }, {}]), silent);
    assert.deepEqual(check(undefined), silent);
  });

  it("refuses privileged ports and the port of SSH", () => {
    assert.deepEqual(
      check([{ containerPort: 1023 }, { containerPort: "80" }, { containerPort: 22 }]),
      broken(
        `${path}[0].containerPort (container web): ${says(1023)}`,
        `${path}[1].containerPort (container web): ${says(80)}`,
        `${path}[2].containerPort (container web): ${ssh}`,
      ),
    );
  });

  it("takes the lowest port from the configuration, and refuses SSH all the same", () => {
    assert.deepEqual(
      check([{ containerPort: 80 }, { containerPort: 22 }, { containerPort: 79 }], { lowestPort: 80 }),
      broken(
        `${path}[1].containerPort (container web): ${ssh}`,
        `${path}[2].containerPort (container web): ${says(79, 80)}`,
      ),
    );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(check(unknownText), open(`${path}: ${later}`));
    assert.deepEqual(check([{ containerPort: unknownText }, { containerPort: 80 }]), {
      violations: [`${path}[1].containerPort (container web): ${says(80)}`],
      undecided: [`${path}[0].containerPort: ${later}`],
    });
  });

  describeWorkloadRule(
    rule,
    { "initContainers.0.ports": [{ containerPort: 443 }] },
    (at) => `${at}.initContainers[0].ports[0].containerPort (init container migrate): ${says(443)}`,
  );
});
