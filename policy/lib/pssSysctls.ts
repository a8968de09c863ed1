import type { Ban } from "./pss.ts";

/** Sysctls that cannot harm other pods or the node, by the minor version that added them. */
const safeSysctls: readonly (readonly [since: number, names: readonly string[]])[] = [
  [
    0,
    [
      "kernel.shm_rmid_forced",
      "net.ipv4.ip_local_port_range",
      "net.ipv4.ip_unprivileged_port_start",
      "net.ipv4.ping_group_range",
      "net.ipv4.tcp_syncookies",
    ],
  ],
  [27, ["net.ipv4.ip_local_reserved_ports"]],
  [
    29,
    [
      "net.ipv4.tcp_fin_timeout",
      "net.ipv4.tcp_keepalive_intvl",
      "net.ipv4.tcp_keepalive_probes",
      "net.ipv4.tcp_keepalive_time",
    ],
  ],
  [32, ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"]],
  [37, ["net.ipv4.tcp_notsent_lowat", "net.ipv4.tcp_slow_start_after_idle"]],
];

/** For each entry of a pod's list of sysctls. */
export function sysctlName(minor: number): Ban {
  const safe = safeSysctls.flatMap(([since, names]) => (minor >= since ? names : []));
  return {
    keys: ["name"],
    accepts: (value) => typeof value === "string" && safe.includes(value),
    problem: `is no safe sysctl in version 1.${minor} of the Pod Security Standards`,
    fix: "Remove it; other sysctls can disturb other pods or the node",
  };
}
