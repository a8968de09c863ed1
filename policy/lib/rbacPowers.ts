/** Which rights in the cluster amount to more than they seem. */

import { rbacGroup } from "./apiGroups.ts";

/** A right that reaches past what its name says, as sections 5.1.2 to 5.1.13 of the CIS benchmark list them. */
export interface Power {
  readonly group: string;
  readonly resources: readonly string[];
  /** Any verb when absent. */
  readonly verbs?: readonly string[];
  /** Harmless as long as the objects are named. */
  readonly boundByNames?: boolean;
  readonly problem: string;
}

const write = ["create", "update", "patch"];
const startsPods = "can start pods with any service account and secret of their namespace";

const powers: readonly Power[] = [
  {
    group: rbacGroup,
    resources: ["roles", "clusterroles"],
    verbs: ["escalate", "bind"],
    problem: "can hand out rights that it does not have (escalate, bind)",
  },
  ...["", "authentication.k8s.io"].map((group) => ({
    group,
    resources: ["users", "groups", "serviceaccounts", "uids"],
    verbs: ["impersonate"],
    problem: "can act as somebody else (impersonate)",
  })),
  {
    group: "",
    resources: ["secrets"],
    verbs: ["get", "list", "watch"],
    boundByNames: true,
    problem: "can read every secret",
  },
  {
    group: "",
    resources: ["serviceaccounts/token"],
    verbs: ["create"],
    boundByNames: true,
    problem: "can issue tokens of every service account",
  },
  {
    group: "",
    resources: ["pods/exec", "pods/attach", "pods/portforward"],
    verbs: ["get", "create"],
    problem: "can enter running pods",
  },
  {
    group: "",
    resources: ["pods/ephemeralcontainers"],
    verbs: ["update", "patch"],
    problem: "can enter running pods",
  },
  { group: "", resources: ["nodes/proxy"], problem: "can command the kubelet of every node" },
  { group: "", resources: ["pods", "replicationcontrollers"], verbs: ["create"], problem: startsPods },
  {
    group: "apps",
    resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
    verbs: ["create"],
    problem: startsPods,
  },
  { group: "batch", resources: ["jobs", "cronjobs"], verbs: ["create"], problem: startsPods },
  {
    group: "",
    resources: ["persistentvolumes"],
    verbs: ["create"],
    problem: "can mount any directory of a node",
  },
  {
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests/approval"],
    verbs: ["update", "patch"],
    problem: "can approve certificates that log in as anybody",
  },
  {
    group: "admissionregistration.k8s.io",
    resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
    verbs: write,
    boundByNames: true,
    problem: "can read and change whatever is sent to the API server",
  },
];

/** The power that a rule with these groups and verbs has over one resource. */
export function powerOver(
  resource: string,
  groups: readonly string[],
  verbs: readonly string[],
): Power | undefined {
  return powers.find(
    (power) =>
      power.resources.includes(resource) &&
      includesOrAll(groups, power.group) &&
      (power.verbs?.some((verb) => includesOrAll(verbs, verb)) ?? true),
  );
}

function includesOrAll(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.includes("*");
}
