/** What an environment uses of the things in the calendar, and where that is written. */

import type { Sections } from "../environment.ts";
import type { Path } from "../problems.ts";
import { azureApis, charts, containerServiceApiVersion, images, nodeOsSku, podNetwork } from "../versions.ts";
import { isWithin, osSkus } from "./compatibility.ts";

export interface Use {
  /** Id of an entry. */
  readonly id: string;
  /** Whether `path` leads into the stack's values or into the pins of config/versions.ts. */
  readonly from: "stack" | "pins";
  readonly path: Path;
}

/** The pins, and where they stand. */
export const pins = { nodeOsSku, podNetwork, images, azureApis, containerServiceApiVersion };
export const pinsFile = "config/versions.ts";

/** Add-ons that can come from a chart: chart, and subject of their entry. */
export const chartAddons = {
  ingress: { chart: "traefik", subject: "ingress" },
  keda: { chart: "keda", subject: "addon" },
  certManager: { chart: "cert-manager", subject: "addon" },
} as const;

export type ChartAddon = keyof typeof chartAddons;

/** Id of the entry of what the pinned chart of an add-on brings. */
export function chartId(addon: ChartAddon): string {
  const { chart, subject } = chartAddons[addon];
  return `${subject}/${chart}-${charts[chart].release}`;
}

/** Whether an add-on comes from the pinned chart; nothing is known of one that `charts` replaces. */
export function usesChart(addon: ChartAddon, { addons, charts: own = {} }: Sections): boolean {
  return addons?.[addon].driver === "chart" && !Object.hasOwn(own, chartAddons[addon].chart);
}

/** `v20260301` as `2026-03-01`. */
function dateOf(apiVersion: string): string {
  return apiVersion.replace(/^v(\d{4})(\d{2})(\d{2})/, "$1-$2-$3");
}

/** `docker.io/library/mongo:8.0.15` as `8.0`. */
function minorOf(image: string): string {
  return /:(\d+\.\d+)/.exec(image)?.[1] ?? image;
}

function pinned(): readonly Use[] {
  const pin = (id: string, ...path: Path): Use => ({ id, from: "pins", path });
  const { networkPlugin, networkPluginMode, networkDataplane, networkPolicy } = podNetwork;
  return [
    pin(`cni/${networkPlugin}-${networkPluginMode}-${networkDataplane}`, "podNetwork", "networkPlugin"),
    pin(`network-policy/${networkPolicy}`, "podNetwork", "networkPolicy"),
    pin(`image/mongodb-${minorOf(images.mongodb)}`, "images", "mongodb"),
    ...Object.entries(azureApis).flatMap(([module, used]) =>
      used.map((version, index) => pin(`azure-api/${module}@${version}`, "azureApis", module, index)),
    ),
    pin(`azure-api/containerservice@${dateOf(containerServiceApiVersion)}`, "containerServiceApiVersion"),
  ];
}

/** Operating system of nodes that run a minor version; undefined if the pinned `osSKU` cannot run it. */
function osOf(minor: string): string | undefined {
  return osSkus[nodeOsSku]?.find((range) => isWithin(minor, range))?.os;
}

/** Everything an environment uses, as far as its sections are well-formed. */
export function usesOf(sections: Sections): readonly Use[] {
  const uses: Use[] = [];
  const version = sections.kubernetes?.version;
  if (version !== undefined) {
    uses.push({ id: `kubernetes/${version}`, from: "stack", path: ["kubernetes", "version"] });
    const os = osOf(version);
    if (os !== undefined) uses.push({ id: os, from: "pins", path: ["nodeOsSku"] });
  }
  if (sections.addons?.ingress.driver === "aks") {
    const path = ["addons", "ingress", "driver"];
    uses.push({ id: "ingress/app-routing-gateway-api", from: "stack", path });
  }
  for (const addon of ["ingress", "keda", "certManager"] as const) {
    if (!usesChart(addon, sections)) continue;
    uses.push({ id: chartId(addon), from: "stack", path: ["addons", addon, "driver"] });
  }
  return [...uses, ...pinned()];
}
