/** Azure services and add-ons: settings that only make sense together. */

import { managedBy } from "../defaults.ts";
import type { Sections } from "../environment.ts";
import { isFolder } from "../files.ts";
import { isPrivate, parseRange } from "../ranges.ts";
import type { Report } from "../report.ts";

function checkServiceBus({ serviceBus }: Sections, report: Report): void {
  if (serviceBus?.capacity === undefined || serviceBus.sku === "Premium") return;
  const fix = "Remove capacity or set serviceBus.sku: Premium.";
  report(["serviceBus", "capacity"], `only Premium has messaging units, the sku is ${serviceBus.sku}`, fix);
}

function checkAddons({ addons }: Sections, report: Report): void {
  if (addons?.certManager.driver !== "none" || addons.ingress.driver === "none") return;
  report(
    ["addons", "certManager", "driver"],
    `leaves the hosts of the ingress (driver ${addons.ingress.driver}) without certificates`,
    "Set addons.certManager.driver: chart, or addons.ingress.driver: none.",
  );
}

function checkTags({ tags }: Sections, report: Report): void {
  if (!tags || tags[managedBy.key] === managedBy.value) return;
  report(
    ["tags", managedBy.key],
    "is set by the program",
    `Remove the tag; it is always ${managedBy.value}.`,
  );
}

function checkSupportPlan({ kubernetes }: Sections, report: Report): void {
  if (kubernetes?.supportPlan !== "AKSLongTermSupport" || kubernetes.tier === "Premium") return;
  const fix = "Set kubernetes.tier: Premium, or kubernetes.supportPlan: KubernetesOfficial.";
  report(["kubernetes", "supportPlan"], `only the Premium tier has it, the tier is ${kubernetes.tier}`, fix);
}

function checkApiServer({ kubernetes }: Sections, report: Report): void {
  const ranges = kubernetes?.authorizedIpRanges ?? [];
  if (kubernetes?.apiServer === "private" && ranges.length > 0) {
    const fix = "Leave the list empty, or set kubernetes.apiServer: integrated.";
    report(["kubernetes", "authorizedIpRanges"], "a private API server has no public address", fix);
    return;
  }
  for (const [index, range] of ranges.entries()) {
    if (!range.endsWith("/0")) continue;
    const fix = "Name the ranges that need access, or leave the list empty on purpose.";
    report(["kubernetes", "authorizedIpRanges", index], "admits every address", fix);
  }
}

function checkCostAnalysis({ kubernetes }: Sections, report: Report): void {
  if (!kubernetes?.costAnalysis || kubernetes.tier !== "Free") return;
  const fix = "Set kubernetes.tier: Standard, or kubernetes.costAnalysis: false.";
  report(["kubernetes", "costAnalysis"], "is not in the tier Free", fix);
}

function checkFirewalls({ network }: Sections, report: Report): void {
  const fix = "Name the public ranges that need access, e.g. 203.0.113.0/24, or none.";
  for (const [index, text] of (network?.allowedIpRanges ?? []).entries()) {
    const path = ["network", "allowedIpRanges", index];
    const range = parseRange(text);
    if (range?.prefix === 0) report(path, "admits every address", fix);
    else if (range && isPrivate(range)) report(path, "is private, and Azure refuses it in a firewall", fix);
  }
}

function checkMonitoring({ monitoring }: Sections, report: Report): void {
  if (!monitoring) return;
  const { logs, defender, metrics, grafana, alertEmails } = monitoring;
  if (defender && !logs) {
    const fix = "Set it to true, or monitoring.defender: false.";
    report(["monitoring", "logs"], "is what monitoring.defender needs", fix);
  }
  if (grafana && !metrics) {
    const fix = "Set monitoring.metrics: true, or grafana: false.";
    report(["monitoring", "grafana"], "needs monitoring.metrics", fix);
  }
  if (metrics && alertEmails.length === 0) {
    const fix = "Name at least one address that is read, or set monitoring.metrics: false.";
    report(["monitoring", "alertEmails"], "leaves alerts without anyone to tell", fix);
  }
}

function checkCost({ cost }: Sections, report: Report): void {
  if (!cost || cost.monthlyBudget === 0 || cost.contactEmails.length > 0) return;
  const fix = "Name at least one address that is read, or set cost.monthlyBudget: 0.";
  report(["cost", "contactEmails"], "leaves the budget without anyone to tell", fix);
}

function checkCharts(root: string, { charts }: Sections, report: Report): void {
  for (const [name, source] of Object.entries(charts ?? {})) {
    const [key, folder] = "path" in source ? ["path", source.path] : ["crds", source.crds];
    if (isFolder(root, folder)) continue;
    const fix = "Give a folder that exists, absolute or relative to the project, or remove the entry.";
    report(["charts", name, key], "no such folder", fix);
  }
}

/** @param root Folder that relative chart folders start from. */
export function checkServices(root: string, sections: Sections, report: Report): void {
  checkServiceBus(sections, report);
  checkAddons(sections, report);
  checkTags(sections, report);
  checkSupportPlan(sections, report);
  checkApiServer(sections, report);
  checkCostAnalysis(sections, report);
  checkFirewalls(sections, report);
  checkMonitoring(sections, report);
  checkCost(sections, report);
  checkCharts(root, sections, report);
}
