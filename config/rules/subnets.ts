/** Subnets: each inside the network and apart from the others. */

import { narrowestSpace, planSubnets, subnetRolesOf, type AddressNeeds } from "../addressPlan.ts";
import { contains, overlap, parseRange } from "../ranges.ts";
import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import type { SubnetRole } from "../types.ts";

/** AKS puts the API server into no smaller one. */
const narrowestApiServer = 28;

/** Where a subnet's range comes from: what was written, or the address space it is computed from. */
export function sourceOf({ network }: AddressNeeds, role: SubnetRole): Path {
  return network.subnets[role] === undefined ? ["network", "addressSpace"] : ["network", "subnets", role];
}

function checkWritten(needs: AddressNeeds, report: Report): void {
  const roles = subnetRolesOf(needs);
  for (const role of Object.keys(needs.network.subnets)) {
    if (roles.some((known) => known === role)) continue;
    report(
      ["network", "subnets", role],
      "belongs to a subnet this environment does not have",
      `Remove it; there are subnets for ${roles.join(", ")}.`,
    );
  }
}

/** Reports what is wrong with the ranges of subnets, whatever they hold. */
export function checkSubnets(needs: AddressNeeds, report: Report): void {
  const space = parseRange(needs.network.addressSpace);
  if (!space) return;
  if (space.prefix > narrowestSpace) {
    const fix = `Use a prefix of /${narrowestSpace} or shorter.`;
    report(["network", "addressSpace"], "is too small to be cut into subnets", fix);
    return;
  }
  checkWritten(needs, report);
  const plan = planSubnets(needs);
  const planned = subnetRolesOf(needs).flatMap((role) => {
    const range = parseRange(plan[role] ?? "");
    return range ? [[role, range] as const] : [];
  });
  for (const [index, [role, range]] of planned.entries()) {
    const path = sourceOf(needs, role);
    if (!contains(space, range)) {
      report(path, `is not inside network.addressSpace (${space.text})`, `Choose a part of ${space.text}.`);
    }
    if (role === "apiserver" && range.prefix > narrowestApiServer) {
      report(path, "is too small for the API server", `AKS wants a /${narrowestApiServer} or larger.`);
    }
    for (const [other, otherRange] of planned.slice(0, index)) {
      if (!overlap(range, otherRange)) continue;
      // Two computed ones never clash: one of the two is written.
      const isWritten = needs.network.subnets[role] !== undefined;
      const [blamed, kept, text] = isWritten ? [role, other, otherRange.text] : [other, role, range.text];
      report(
        sourceOf(needs, blamed),
        `overlaps the subnet for ${kept} (${text})`,
        "Choose two ranges that share no address, or leave the range to the address plan.",
      );
    }
  }
}
