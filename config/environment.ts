/** The schema of an environment: strict, section by section, so that a faulty section does not hide the others. */

import { z } from "zod";
import { entries } from "./calendar/index.ts";
import {
  address,
  choice,
  day,
  fault,
  group,
  known,
  list,
  mapOf,
  range,
  strict,
  text,
  whole,
  yesNo,
  zone,
} from "./fields.ts";
import { reportIssues } from "./issues.ts";
import type { Report } from "./report.ts";
import { plain, type TreeMap } from "./tree.ts";
import { maintenanceDays, type Environment, type nodePoolRoles, type SubnetRole } from "./types.ts";
import { charts } from "./versions.ts";
import { vmSizes } from "./vmSizes.ts";

const sizeHint = "Use a size of config/vmSizes.ts, e.g. Standard_D4s_v5.";
const nodePool = strict({
  vmSize: known(Object.keys(vmSizes), "is not a supported VM size", sizeHint),
  min: whole(0, 1000, "nodes"),
  max: whole(1, 1000, "nodes"),
  zones: list(
    choice("1", "2", "3"),
    'Use a list of zones, e.g. ["1", "2", "3"], or [] in a region without zones.',
  ),
});

const subnets = strict({
  nodes: range,
  system: range,
  service: range,
  worker: range,
  spot: range,
  endpoints: range,
  apiserver: range,
} satisfies Record<SubnetRole, typeof range>).partial();

const egress = z.discriminatedUnion(
  "type",
  [
    strict({ type: z.literal("loadBalancer") }),
    strict({ type: z.literal("natGateway") }),
    strict({ type: z.literal("firewall"), address }),
  ],
  "Write {type: natGateway}, {type: loadBalancer} or {type: firewall, address: <of the firewall>}.",
);

/** Azure allows 50; components/base/azure.ts adds tenant and cost center. */
const mostTags = 48;
const tagHint = "Use up to 512 characters, none of < > % & \\ ? /.";
const tagValueHint = "Use text of up to 256 characters; quote numbers.";
const chartNames = Object.keys(charts);
const chartHint = "Write {path: <folder of the chart>} or {crds: <folder of its CRDs>}.";
const folder = z.string(chartHint).min(1, chartHint);
const emailHint = "Use an address that is read, e.g. platform@contoso.com.";

const email = text(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*\.[a-zA-Z]{2,}$/, emailHint);

const issuer = z.discriminatedUnion(
  "type",
  [
    strict({ type: z.literal("selfSigned") }),
    strict({
      type: z.literal("acme"),
      server: choice("staging", "production"),
      email: email.refine(
        (written) => !/[@.]example\.(com|net|org)$/i.test(written),
        fault("is at an example domain, which Let's Encrypt refuses", emailHint),
      ),
    }),
  ],
  "Write {type: selfSigned} or {type: acme, server: staging or production, email: <address>}.",
);

const acceptHint = "Write a list of what has ended and is used on: [{id, reason, until}].";
const acceptedEnd = strict({
  id: known(
    entries.map(({ id }) => id),
    "is not in the calendar",
    "Use an id of docs/calendar.md, e.g. kubernetes/1.34.",
  ),
  reason: text(/\S.{9,}/, "Say why, in at least ten characters."),
  until: day,
});

const shape = {
  organization: text(/^[a-z0-9]{2,10}$/, "Use 2 to 10 lower-case letters or digits, e.g. contoso."),
  region: text(/^[a-z][a-z0-9]{2,39}$/, "Use the short name of an Azure region, e.g. westeurope."),
  baseDomain: zone,
  tags: mapOf(
    text(/^[^<>%&\\?/]{1,512}$/, tagHint),
    z.string(tagValueHint).max(256, tagValueHint),
    "Write a map of tags, e.g. {team: platform}.",
  ).refine(
    (tags) => Object.keys(tags).length <= mostTags,
    fault(`has more than ${mostTags} tags`, "Azure allows 50, and two are the tenants' own: remove some."),
  ),
  entra: strict({
    adminGroups: list(group, "List at least one Entra group that administers the cluster.", 1),
  }),
  network: strict({
    addressSpace: range,
    nodeSubnets: choice("shared", "perPool"),
    subnets,
    podCidr: range,
    serviceCidr: range,
    dnsServiceIp: address,
    peers: mapOf(
      text(/^[a-z0-9][a-z0-9-]*$/, "Use lower-case letters, digits and dashes."),
      range,
      "Write a map of networks, e.g. {hub: 10.100.0.0/16}.",
    ),
    egress,
    privateEndpoints: yesNo,
    allowedIpRanges: list(
      range,
      "List the public ranges that may reach Key Vault and the registry, or [] for none.",
    ).max(200, fault("has more than 200 ranges", "Azure allows 200: merge neighbouring ranges.")),
  }),
  kubernetes: strict({
    version: text(/^1\.\d{2}$/, 'Use a minor version in quotes, e.g. "1.36".'),
    tier: choice("Free", "Standard", "Premium"),
    supportPlan: choice("KubernetesOfficial", "AKSLongTermSupport"),
    apiServer: choice("public", "integrated", "private"),
    authorizedIpRanges: list(
      range,
      "List the ranges that may reach the API server, or [] for any address.",
    ).max(200, fault("has more than 200 ranges", "AKS allows 200: merge neighbouring ranges.")),
    upgradeChannel: choice("patch", "stable", "rapid"),
    nodeOsUpgradeChannel: choice("NodeImage", "SecurityPatch"),
    maintenance: strict({
      day: choice("none", ...maintenanceDays),
      startHour: whole(0, 23),
      durationHours: whole(4, 24, "hours"),
    }),
    imageCleanerHours: whole(24, 2160, "hours"),
    autoscaler: choice("steady", "thrifty"),
    verticalPodAutoscaler: yesNo,
    costAnalysis: yesNo,
    safeguards: choice("off", "Warn", "Enforce"),
  }),
  nodePools: strict({
    system: nodePool,
    service: nodePool,
    worker: nodePool,
    spot: nodePool,
  } satisfies Record<(typeof nodePoolRoles)[number], typeof nodePool>),
  keyVault: strict({ softDeleteDays: whole(7, 90, "days") }),
  registry: strict({ sku: choice("Basic", "Standard", "Premium") }),
  serviceBus: strict({
    sku: choice("Basic", "Standard", "Premium"),
    capacity: z.literal([1, 2, 4, 8, 16], "Use 1, 2, 4, 8 or 16 messaging units.").optional(),
  }),
  monitoring: strict({
    logs: yesNo,
    retentionDays: whole(30, 730, "days"),
    defender: yesNo,
    metrics: yesNo,
    grafana: yesNo,
    alertEmails: list(email, "List the addresses that are told of alerts."),
  }),
  cost: strict({
    monthlyBudget: whole(0, 10_000_000),
    contactEmails: list(email, "List the addresses that are told of cost."),
  }),
  backup: strict({
    enabled: yesNo,
    retentionDays: whole(7, 360, "days"),
    redundancy: choice("LocallyRedundant", "ZoneRedundant", "GeoRedundant"),
  }),
  addons: strict({
    keda: strict({ driver: choice("chart", "aks", "none") }),
    certManager: strict({ driver: choice("chart", "none"), issuer }),
    ingress: strict({ driver: choice("chart", "aks", "none") }),
  }),
  charts: mapOf(
    known(chartNames, "unknown chart", `Allowed: ${chartNames.join(", ")}.`),
    z.union([strict({ path: folder }), strict({ crds: folder })], chartHint),
    `Write a map of charts; its keys: ${chartNames.join(", ")}.`,
  ),
  calendar: strict({ accept: list(acceptedEnd, acceptHint) }),
  protect: yesNo,
} satisfies { [K in keyof Omit<Environment, "name">]-?: z.ZodType<Environment[K]> };

/** Names of all sections. */
export const environmentKeys: readonly string[] = Object.keys(shape);

/** All sections of an environment, with the defaults below in them. */
export const full = strict(shape);
const some = full.partial();

/** The well-formed sections of an environment; what is wrong with the others is reported. */
export type Sections = Partial<Omit<Environment, "name">>;

/** @param tree Platform defaults with the stack's values over them. */
export function checkEnvironment(tree: TreeMap, report: Report): Sections {
  const result = full.safeParse(plain(tree));
  if (result.success) return result.data;
  reportIssues(result.error.issues, tree, report);
  const broken = new Set(result.error.issues.map(({ path }) => path[0]));
  const sound = [...tree.entries].filter(([key]) => Object.hasOwn(shape, key) && !broken.has(key));
  return some.safeParse(plain({ ...tree, entries: new Map(sound) })).data ?? {};
}
