import type { ObjectRule } from "../../lib/rule.ts";
import { emptyDirSizeLimit } from "./empty-dir-size-limit.ts";
import { ephemeralStorageLimits } from "./ephemeral-storage-limits.ts";
import { imagePullPolicy } from "./image-pull-policy.ts";
import { noPrivilegedContainers } from "./no-privileged-containers.ts";
import { noPrivilegedPorts } from "./no-privileged-ports.ts";
import { priorityClass } from "./priority-class.ts";
import { pssBaselineHostAndKernel } from "./pss-baseline-host-and-kernel.ts";
import { rbacLeastPrivilege } from "./rbac-least-privilege.ts";
import { restrictedVolumeTypes } from "./restricted-volume-types.ts";

/** What pods may take of their node and accounts of the cluster. */
export const workloadSecurityRules: readonly ObjectRule[] = [
  noPrivilegedContainers,
  pssBaselineHostAndKernel,
  restrictedVolumeTypes,
  emptyDirSizeLimit,
  rbacLeastPrivilege,
  noPrivilegedPorts,
  imagePullPolicy,
  ephemeralStorageLimits,
  priorityClass,
];
