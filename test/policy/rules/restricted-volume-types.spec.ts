import assert from "node:assert/strict";
import { restrictedVolumeTypes as rule } from "../../../policy/rules/kubernetes/restricted-volume-types.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";
import {
  checkDeployment,
  deploymentType,
  describeWorkloadRule,
  later,
  pod,
} from "../support/workloadSecurity.ts";

const allowed = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
const refused = [
  ...["hostPath", "nfs", "azureDisk", "azureFile", "iscsi", "gitRepo", "flexVolume", "fc", "cephfs", "rbd"],
  ...["glusterfs", "cinder", "awsElasticBlockStore", "gcePersistentDisk", "vsphereVolume", "portworxVolume"],
  ...["scaleIO", "storageos", "quobyte", "flocker", "photonPersistentDisk"],
];

const check = (volumes: unknown, config?: unknown) => checkDeployment(rule, { volumes }, config);
const says = (type: string, types = allowed) => `${type} is no allowed type. Use ${types.join(", ")}.`;

describe("k8s-restricted-volume-types", () => {
  it("accepts no volumes and the nine types", () => {
    assert.deepEqual(checkDeployment(rule), silent);
    assert.deepEqual(check(allowed.map((type) => ({ name: type, [type]: {} }))), silent);
  });

  for (const type of refused)
    it(`refuses ${type}`, () => {
      assert.deepEqual(
        check([
          { name: "a", emptyDir: {} },
          { name: "b", [type]: {} },
        ]),
        broken(`${pod}.volumes[1].${type} (volume b): ${says(type)}`),
      );
    });

  it("accepts a volume without a source, which becomes an emptyDir, and a source that is null", () => {
    assert.deepEqual(check([{ name: "a" }, { name: "b", secret: {}, hostPath: null }]), silent);
  });

  it("accepts types of the configuration", () => {
    const volumes = [
      { name: "a", azureFile: {} },
      { name: "b", hostPath: {} },
    ];
    const config = { extraTypes: ["azureFile"] };
    assert.deepEqual(
      check(volumes, config),
      broken(`${pod}.volumes[1].hostPath (volume b): ${says("hostPath", [...allowed, "azureFile"])}`),
    );
  });

  it("leaves open what is unknown, and sees the rest", () => {
    assert.deepEqual(check(unknownText), open(`${pod}.volumes: ${later}`));
    assert.deepEqual(
      check([
        unknownText,
        { name: "a", hostPath: unknownText },
        { name: "b", secret: unknownText },
        { nfs: {} },
      ]),
      {
        violations: [`${pod}.volumes[3].nfs: ${says("nfs")}`],
        undecided: [`${pod}.volumes[0]: ${later}`, `${pod}.volumes[1].hostPath: ${later}`],
      },
    );
  });

  it("asks nothing of a patch that leaves the volumes alone", () => {
    const patch = { spec: { template: { spec: { containers: [] } } } };
    assert.deepEqual(run(rule, `${deploymentType}Patch`, patch), silent);
  });

  describeWorkloadRule(
    rule,
    { volumes: [{ name: "a", hostPath: { path: "/" } }] },
    (path) => `${path}.volumes[0].hostPath (volume a): ${says("hostPath")}`,
  );
});
