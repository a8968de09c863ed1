/** Which minor versions of Kubernetes go with what the program pins. */

import type { Day } from "../day.ts";
import type { Sections } from "../environment.ts";
import type { Path } from "../problems.ts";
import { nodeOsSku } from "../versions.ts";
import { gatewayApi, gatewayApiOf, isAtLeast, isWithin, kubernetesOf, osSkus } from "./compatibility.ts";
import type { MinorRange } from "./compatibility.ts";
import { findEntry } from "./index.ts";
import { kubernetes } from "./kubernetes.ts";
import { statusOf, type SupportPlan } from "./status.ts";
import { chartAddons, chartId, usesChart, type ChartAddon } from "./uses.ts";

/** Something the program pins that does not go with every Kubernetes. */
export interface Component {
  /** E.g. `cert-manager 1.21`. */
  readonly title: string;
  /** The stack's value that brings it in. */
  readonly path: Path;
  readonly isUsed: (sections: Sections) => boolean;
  /** Why it does not go with a minor version, without full stop; undefined if it does. */
  readonly clash: (minor: string) => string | undefined;
  /** What to do when Kubernetes shall stay at a minor version: a whole sentence. */
  readonly otherWay: (minor: string) => string;
}

function words({ from, to }: MinorRange): string {
  return to === undefined ? `${from} and later` : `${from} to ${to}`;
}

function rangeClash(title: string, ranges: readonly MinorRange[], minor: string): string | undefined {
  if (ranges.some((range) => isWithin(minor, range))) return undefined;
  return `${title} with Kubernetes ${ranges.map(words).join(" and ")}, not with ${minor}`;
}

function gatewayClash(title: string, needed: string, minor: string): string | undefined {
  const has = gatewayApi[minor];
  if (has !== undefined && isAtLeast(has, needed)) return undefined;
  return `${title} needs Gateway API ${needed}, and Kubernetes ${minor} on AKS comes with ${has ?? "none"}`;
}

/** Add-ons AKS can bring instead of a chart. */
const managed: Readonly<Record<ChartAddon, boolean>> = { ingress: true, keda: true, certManager: false };

function chartComponent(addon: ChartAddon): Component {
  const id = chartId(addon);
  const title = findEntry(id)?.title ?? id;
  const [range, gateway] = [kubernetesOf[id], gatewayApiOf[id]];
  const own = `give a chart of another version in charts.${chartAddons[addon].chart}.path`;
  return {
    title,
    path: ["addons", addon, "driver"],
    isUsed: (sections) => usesChart(addon, sections),
    clash: (minor) =>
      (range && rangeClash(`${title} goes`, [range], minor)) ??
      (gateway === undefined ? undefined : gatewayClash(title, gateway, minor)),
    otherWay: () => (managed[addon] ? `Or set addons.${addon}.driver: aks, or ${own}.` : `Or ${own}.`),
  };
}

function skuClash(osSku: string, minor: string): string | undefined {
  return rangeClash(`nodes with ${osSku} go`, osSkus[osSku] ?? [], minor);
}

const nodes: Component = {
  title: `nodes with ${nodeOsSku}`,
  path: ["kubernetes", "version"],
  isUsed: () => true,
  clash: (minor) => skuClash(nodeOsSku, minor),
  otherWay: (minor) => {
    const fitting = Object.keys(osSkus).filter((osSku) => skuClash(osSku, minor) === undefined);
    return `Or pin another nodeOsSku in config/versions.ts: ${fitting.join(", ")}.`;
  },
};

/** Everything pinned, whether an environment uses it or not. */
export const components: readonly Component[] = [
  nodes,
  chartComponent("ingress"),
  chartComponent("keda"),
  chartComponent("certManager"),
];

/** Minor versions that have not ended, in order. */
export function supportedMinors(today: Day, plan: SupportPlan): readonly string[] {
  return kubernetes
    .filter((entry) => statusOf(entry, today, plan).state !== "ended")
    .map(({ id }) => id.slice(id.indexOf("/") + 1));
}
