/**
 * What the baseline level of the Pod Security Standards restricts, less what other rules of the pack hold to the
 * stricter level: capabilities, privileged containers, seccomp and hostPath volumes.
 */

import { alternatives } from "./finding.ts";
import type { Ban } from "./pss.ts";

const probes = ["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => [probe]);
const hooks = ["postStart", "preStop"].map((hook) => ["lifecycle", hook]);

const handlerHosts: readonly Ban[] = [...probes, ...hooks].flatMap((keys) =>
  ["httpGet", "tcpSocket"].map((action) => ({
    keys: [...keys, action, "host"],
    accepts: isEmpty,
    problem: "sends the kubelet to another host than the pod",
    fix: "Remove it; the pod's own address is the default",
  })),
);

/** For pod specs. */
export function podBans(minor: number): readonly Ban[] {
  return [...["hostNetwork", "hostPID", "hostIPC"].map((key) => off(key)), ...contextBans(minor)];
}

/** For containers. */
export function containerBans(minor: number): readonly Ban[] {
  return [...contextBans(minor), ...(minor >= 34 ? handlerHosts : [])];
}

/** For each port of a container. */
export const hostPort: Ban = {
  keys: ["hostPort"],
  accepts: (value) => value === 0,
  problem: "takes a port of the node",
  fix: "Remove it and expose the port through a Service",
};

/** For containers that do not run in a user namespace of their own. */
export const procMount: Ban = limitedTo(["securityContext", "procMount"], ["Default"]);

/** What security contexts of pods and of containers share. */
function contextBans(minor: number): readonly Ban[] {
  const domains = ["container_t", "container_init_t", "container_kvm_t"];
  const types = minor >= 31 ? [...domains, "container_engine_t"] : domains;
  return [
    limitedTo(["securityContext", "seLinuxOptions", "type"], types, isEmpty),
    ...["user", "role"].map((key) => ({
      keys: ["securityContext", "seLinuxOptions", key],
      accepts: isEmpty,
      problem: "must not be set",
      fix: "Remove it; only the SELinux type and level may be chosen",
    })),
    limitedTo(["securityContext", "appArmorProfile", "type"], ["RuntimeDefault", "Localhost"]),
    off("securityContext", "windowsOptions", "hostProcess"),
  ];
}

function off(...keys: readonly string[]): Ban {
  return {
    keys,
    accepts: (value) => value === false,
    problem: "must be false",
    fix: "Set it to false or remove it",
  };
}

function limitedTo(
  keys: readonly string[],
  values: readonly string[],
  other: (value: unknown) => boolean = () => false,
): Ban {
  return {
    keys,
    accepts: (value) => (typeof value === "string" && values.includes(value)) || other(value),
    problem: `must be ${alternatives(values)}`,
    fix: "Remove it or choose an allowed value",
  };
}

function isEmpty(value: unknown): boolean {
  return value === "";
}
