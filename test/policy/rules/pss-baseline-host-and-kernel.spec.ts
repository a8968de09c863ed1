import assert from "node:assert/strict";
import { pssBaselineHostAndKernel as rule } from "../../../policy/rules/kubernetes/pss-baseline-host-and-kernel.ts";
import {
  change,
  deployment,
  podPath,
  podSpec,
  unknownText,
  workload,
  workloadTypes,
} from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";
import {
  checkDeployment,
  deploymentType,
  describeWorkloadRule,
  later,
  pod,
} from "../support/workloadSecurity.ts";

const off = "must be false. Set it to false or remove it.";
const selinux =
  "must be container_t, container_init_t, container_kvm_t or container_engine_t. Remove it or choose an allowed value.";
const apparmor = "must be RuntimeDefault or Localhost. Remove it or choose an allowed value.";
const annotation = "weakens the AppArmor profile. Remove it, or use runtime/default or localhost/<profile>.";

describe("k8s-pss-baseline-host-and-kernel", () => {
  it("accepts a pod that keeps to itself", () => {
    assert.deepEqual(checkDeployment(rule), silent);
  });

  it("takes nothing for a boolean or a name but what is one", () => {
    for (const [field, wrong, says] of [
      ["securityContext.windowsOptions.hostProcess", "true", off],
      ["securityContext.seLinuxOptions.type", 1, selinux],
      ["securityContext.appArmorProfile.type", "", apparmor],
    ] as const)
      assert.deepEqual(checkDeployment(rule, { [field]: wrong }), broken(`${pod}.${field}: ${says}`));
  });

  it("refuses ports of the node", () => {
    const ports = [{ containerPort: 8080, hostPort: 0 }, { hostPort: 8080 }, { hostPort: unknownText }];
    const path = `${pod}.containers[0].ports`;
    assert.deepEqual(checkDeployment(rule, { "containers.0.ports": ports }), {
      violations: [
        `${path}[1].hostPort (container web): takes a port of the node. Remove it and expose the port through a Service.`,
      ],
      undecided: [`${path}[2].hostPort: ${later}`],
    });
    assert.deepEqual(checkDeployment(rule, { "containers.0.ports": unknownText }), open(`${path}: ${later}`));
  });

  it("knows the safe sysctls of each version", () => {
    const path = `${pod}.securityContext.sysctls`;
    const firstSafe = (name: string) =>
      Array.from({ length: 40 }, (_, minor) => minor).find((minor) => {
        const changes = { "securityContext.sysctls": [{ name }] };
        return checkDeployment(rule, changes, { pssVersion: `1.${minor}` }).violations.length === 0;
      });
    assert.equal(firstSafe("kernel.shm_rmid_forced"), 0);
    assert.equal(firstSafe("net.ipv4.ip_local_reserved_ports"), 27);
    assert.equal(firstSafe("net.ipv4.tcp_keepalive_time"), 29);
    assert.equal(firstSafe("net.ipv4.tcp_wmem"), 32);
    assert.equal(firstSafe("net.ipv4.tcp_notsent_lowat"), 37);
    assert.equal(firstSafe("kernel.msgmax"), undefined);
    const sysctls = [
      { name: "net.ipv4.tcp_rmem" },
      { name: "net.ipv4.tcp_notsent_lowat" },
      { name: unknownText },
    ];
    assert.deepEqual(checkDeployment(rule, { "securityContext.sysctls": sysctls }), {
      violations: [
        `${path}[1].name: is no safe sysctl in version 1.36 of the Pod Security Standards. ` +
          "Remove it; other sysctls can disturb other pods or the node.",
      ],
      undecided: [`${path}[2].name: ${later}`],
    });
    assert.deepEqual(
      checkDeployment(rule, { "securityContext.sysctls": unknownText }),
      open(`${path}: ${later}`),
    );
  });

  it("follows the version for SELinux types and handler hosts", () => {
    const engine = { "securityContext.seLinuxOptions.type": "container_engine_t" };
    assert.equal(checkDeployment(rule, engine, { pssVersion: "1.30" }).violations.length, 1);
    assert.deepEqual(checkDeployment(rule, engine, { pssVersion: "1.31" }), silent);
    const probe = { "containers.0.livenessProbe.httpGet.host": "example.com" };
    assert.deepEqual(checkDeployment(rule, probe, { pssVersion: "1.33" }), silent);
    assert.equal(checkDeployment(rule, probe, { pssVersion: "1.34" }).violations.length, 1);
    assert.equal(checkDeployment(rule, probe, { pssVersion: "latest" }).violations.length, 1);
  });

  it("relaxes procMount in user namespaces only when told, and from 1.35 on", () => {
    const unmasked = { "containers.0.securityContext.procMount": "Unmasked" };
    const inside = { ...unmasked, hostUsers: false };
    const relax = { relaxProcMount: true };
    assert.equal(checkDeployment(rule, inside).violations.length, 1);
    assert.deepEqual(checkDeployment(rule, inside, relax), silent);
    assert.deepEqual(checkDeployment(rule, inside, { ...relax, pssVersion: "1.35" }), silent);
    assert.equal(checkDeployment(rule, inside, { ...relax, pssVersion: "1.34" }).violations.length, 1);
    assert.equal(checkDeployment(rule, unmasked, relax).violations.length, 1);
    assert.equal(checkDeployment(rule, { ...unmasked, hostUsers: true }, relax).violations.length, 1);
    assert.deepEqual(
      checkDeployment(rule, { ...unmasked, hostUsers: unknownText }, relax),
      open(`${pod}.hostUsers: ${later}`),
    );
  });

  describe("legacy AppArmor annotations", () => {
    const key = "container.apparmor.security.beta.kubernetes.io/web";
    const annotated = (annotations: unknown) => {
      const body = deployment();
      return {
        ...body,
        spec: { template: { metadata: { annotations }, spec: podSpec() } },
      };
    };
    const path = `spec.template.metadata.annotations`;

    for (const value of ["runtime/default", "localhost/mine", ""])
      it(`accepts ${value === "" ? "an empty one" : value}`, () => {
        assert.deepEqual(run(rule, deploymentType, annotated({ [key]: value })), silent);
      });

    it("refuses others, next to annotations of no concern", () => {
      assert.deepEqual(
        run(rule, deploymentType, annotated({ "example.com/a": "b", [key]: "unconfined" })),
        broken(`${path}["${key}"]: ${annotation}`),
      );
    });

    it("leaves open what is unknown", () => {
      assert.deepEqual(
        run(rule, deploymentType, annotated({ [key]: unknownText, "example.com/a": unknownText })),
        open(`${path}["${key}"]: ${later}`),
      );
      assert.deepEqual(run(rule, deploymentType, annotated(unknownText)), open(`${path}: ${later}`));
    });

    it("counts on the pods, not on the object around them", () => {
      const around = { ...deployment(), metadata: { name: "web", annotations: { [key]: "unconfined" } } };
      assert.deepEqual(run(rule, deploymentType, around), silent);
    });

    for (const [kind, type] of Object.entries(workloadTypes))
      it(`are found in a ${kind}, even in a patch of nothing else`, () => {
        const metadata = { name: "web", annotations: { [key]: "unconfined" } };
        const path = podPath(kind).replace(/\.?spec$/, "");
        const body = path === "" ? { metadata } : change({}, { [path]: { metadata } });
        assert.equal(run(rule, `${type}Patch`, body).violations.length, 1);
        assert.deepEqual(run(rule, type, workload(kind, podSpec())), silent);
      });
  });

  describeWorkloadRule(rule, { hostPID: true }, (path) => `${path}.hostPID: ${off}`);
});
