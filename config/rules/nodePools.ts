import type { Sections } from "../environment.ts";
import type { Report } from "../report.ts";
import { nodePoolRoles } from "../types.ts";

/** Pools: bounds in order, those that must always run do, spot capacity on sizes that have it. */
export function checkNodePools({ nodePools }: Sections, report: Report): void {
  if (!nodePools) return;
  for (const role of nodePoolRoles) {
    const { min, max, vmSize } = nodePools[role];
    const path = ["nodePools", role];
    if (min > max) report([...path, "min"], `is above max (${max})`, "Lower min or raise max.");
    if (min === 0 && (role === "system" || role === "service")) {
      report(
        [...path, "min"],
        `leaves the ${role} pool without a node`,
        "Use at least 1; 3 where zones matter.",
      );
    }
    if (role === "spot" && vmSize.startsWith("Standard_B")) {
      const fix = "Use another series, e.g. Standard_D4as_v5.";
      report([...path, "vmSize"], "is a B-series size, which Azure does not sell as spot capacity", fix);
    }
  }
}
