/**
 * A field that the Pod Security Standards restrict, with values that a level allows and forbids; undefined leaves
 * the field out. What is right at baseline and wrong at restricted is forbidden by the pack.
 */
export interface Control {
  readonly rule: string;
  readonly on: readonly ("pod" | "containers")[];
  readonly field: string;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
  /** What the rule says of a wrong value, and where it differs, of a field that is left out. */
  readonly says: string;
  readonly saysUnset?: string;
  /** Where the finding is, when it is not at the field itself. */
  readonly at?: string;
}

const pod = ["pod"] as const;
const containers = ["containers"] as const;
const both = ["pod", "containers"] as const;
const host = "k8s-pss-baseline-host-and-kernel";
const capabilities = "k8s-drop-all-capabilities";

const handlers = [
  ...["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"],
].flatMap((handler) => ["httpGet", "tcpSocket"].map((action) => `${handler}.${action}.host`));

const baselineCapabilities = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "SETFCAP", "SETGID"],
  ...["SETPCAP", "SETUID", "SYS_CHROOT"],
];
const restrictedVolumes = [
  ...["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim"],
  ...["projected", "secret"],
];

const off = "must be false. Set it to false or remove it.";
const added = "adds a capability that is not allowed. Remove it; allowed are NET_BIND_SERVICE.";
const choose = "Remove it or choose an allowed value.";
const inPodOrContainer = "in the security context of the pod or of each container.";
export const nonRoot = `Set runAsNonRoot to true ${inPodOrContainer}`;
export const seccomp = `Set seccompProfile.type to RuntimeDefault ${inPodOrContainer}`;

/** Section "baseline" of the standards. */
export const baseline: readonly Control[] = [
  {
    rule: "k8s-no-privileged-containers",
    on: containers,
    field: "securityContext.privileged",
    right: [false, undefined],
    wrong: [true],
    says: "gives the container the whole node. Set it to false or remove it.",
  },
  ...["hostNetwork", "hostPID", "hostIPC"].map((field) => ({
    rule: host,
    on: pod,
    field,
    right: [false, undefined],
    wrong: [true],
    says: off,
  })),
  {
    rule: "k8s-restricted-volume-types",
    on: pod,
    field: "volumes",
    right: [undefined, []],
    wrong: [[{ name: "v", hostPath: { path: "/" } }]],
    says: `hostPath is no allowed type. Use ${restrictedVolumes.join(", ")}.`,
    at: "volumes[0].hostPath",
  },
  {
    rule: host,
    on: containers,
    field: "ports",
    right: [[{ containerPort: 8080 }], [{ containerPort: 8080, hostPort: 0 }]],
    wrong: [[{ containerPort: 8080, hostPort: 8080 }]],
    says: "takes a port of the node. Remove it and expose the port through a Service.",
    at: "ports[0].hostPort",
  },
  ...handlers.map((field) => ({
    rule: host,
    on: containers,
    field,
    right: ["", undefined],
    wrong: ["example.com", "127.0.0.1"],
    says: "sends the kubelet to another host than the pod. Remove it; the pod's own address is the default.",
  })),
  {
    rule: capabilities,
    on: containers,
    field: "securityContext.capabilities.add",
    right: [undefined, [], ["NET_BIND_SERVICE"]],
    wrong: [["NET_RAW"], ["SYS_ADMIN"], ["ALL"]],
    says: added,
    at: "securityContext.capabilities.add[0]",
  },
  {
    rule: host,
    on: containers,
    field: "securityContext.procMount",
    right: ["Default", undefined],
    wrong: ["Unmasked"],
    says: `must be Default. ${choose}`,
  },
  {
    rule: host,
    on: both,
    field: "securityContext.seLinuxOptions.type",
    right: ["", undefined, "container_t", "container_init_t", "container_kvm_t", "container_engine_t"],
    wrong: ["spc_t"],
    says: `must be container_t, container_init_t, container_kvm_t or container_engine_t. ${choose}`,
  },
  ...["user", "role"].map((key) => ({
    rule: host,
    on: both,
    field: `securityContext.seLinuxOptions.${key}`,
    right: ["", undefined],
    wrong: [`system_${key}`],
    says: "must not be set. Remove it; only the SELinux type and level may be chosen.",
  })),
  {
    rule: host,
    on: both,
    field: "securityContext.appArmorProfile.type",
    right: ["RuntimeDefault", "Localhost", undefined],
    wrong: ["Unconfined"],
    says: `must be RuntimeDefault or Localhost. ${choose}`,
  },
  {
    rule: "k8s-seccomp-runtime-default",
    on: both,
    field: "securityContext.seccompProfile.type",
    right: ["RuntimeDefault", "Localhost"],
    wrong: ["Unconfined"],
    says: `must be RuntimeDefault or Localhost. ${seccomp}`,
  },
  {
    rule: host,
    on: pod,
    field: "securityContext.sysctls",
    right: [undefined, [{ name: "kernel.shm_rmid_forced" }, { name: "net.ipv4.tcp_rmem" }]],
    wrong: [[{ name: "kernel.msgmax" }]],
    says: "is no safe sysctl in version 1.36 of the Pod Security Standards. Remove it; other sysctls can disturb other pods or the node.",
    at: "securityContext.sysctls[0].name",
  },
  {
    rule: host,
    on: both,
    field: "securityContext.windowsOptions.hostProcess",
    right: [false, undefined],
    wrong: [true],
    says: off,
  },
];

/** What section "restricted" adds. */
export const restricted: readonly Control[] = [
  {
    rule: "k8s-no-privilege-escalation",
    on: containers,
    field: "securityContext.allowPrivilegeEscalation",
    right: [false],
    wrong: [true, undefined],
    says: "must be false. Set it to false.",
    saysUnset: "not set. Set it to false.",
  },
  {
    rule: capabilities,
    on: containers,
    field: "securityContext.capabilities.drop",
    right: [["ALL"], ["NET_RAW", "ALL"]],
    wrong: [undefined, [], ["NET_RAW"]],
    says: "does not contain ALL. Set it to [ALL].",
  },
  {
    rule: capabilities,
    on: containers,
    field: "securityContext.capabilities.add",
    right: [["NET_BIND_SERVICE"]],
    wrong: baselineCapabilities.map((name) => [name]),
    says: added,
    at: "securityContext.capabilities.add[0]",
  },
  {
    rule: "k8s-run-as-non-root",
    on: both,
    field: "securityContext.runAsNonRoot",
    right: [true],
    wrong: [false],
    says: `must be true. ${nonRoot}`,
  },
  {
    rule: "k8s-run-as-non-root",
    on: both,
    field: "securityContext.runAsUser",
    right: [undefined, 1, 1000],
    wrong: [0],
    says: "must be 1 or higher. Choose an id other than root's.",
  },
  {
    rule: "k8s-restricted-volume-types",
    on: pod,
    field: "volumes",
    right: restrictedVolumes.map((type) => [{ name: "v", [type]: {} }]),
    wrong: [[{ name: "v", nfs: {} }]],
    says: `nfs is no allowed type. Use ${restrictedVolumes.join(", ")}.`,
    at: "volumes[0].nfs",
  },
];
