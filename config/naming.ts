/** Names sent to Azure: one table of every type's rules, one function that keeps them. */

import { createHash } from "node:crypto";
import type { Environment } from "./types.ts";

interface NameRule {
  /** Leads the name. Queues and secrets have none: they live in the environment's own namespace or vault. */
  readonly abbreviation: string;
  /** Characters; Azure's own limit. */
  readonly maxLength: number;
  /**
   * Between the parts. `_` stands in no part, and `--` in none that a tenant can choose, so such names cannot be
   * mistaken for one another. Elsewhere a hash is added wherever two inputs could make the same name.
   */
  readonly separator: "_" | "--" | "-" | "";
  /** Where the name must be unique. */
  readonly scope: string;
}

/** All lower-case here, though Azure compares most names without regard to case. */
const rules = {
  resourceGroup: { abbreviation: "rg", maxLength: 90, separator: "_", scope: "subscription" },
  virtualNetwork: { abbreviation: "vnet", maxLength: 64, separator: "_", scope: "resource group" },
  networkSecurityGroup: { abbreviation: "nsg", maxLength: 80, separator: "_", scope: "resource group" },
  natGateway: { abbreviation: "ng", maxLength: 80, separator: "_", scope: "resource group" },
  publicIp: { abbreviation: "pip", maxLength: 80, separator: "_", scope: "resource group" },
  routeTable: { abbreviation: "rt", maxLength: 80, separator: "_", scope: "resource group" },
  privateEndpoint: { abbreviation: "pep", maxLength: 80, separator: "_", scope: "resource group" },
  virtualNetworkLink: { abbreviation: "pvl", maxLength: 80, separator: "_", scope: "private DNS zone" },
  subnet: { abbreviation: "snet", maxLength: 80, separator: "_", scope: "virtual network" },
  cluster: { abbreviation: "aks", maxLength: 63, separator: "_", scope: "resource group" },
  identity: { abbreviation: "id", maxLength: 128, separator: "_", scope: "resource group" },
  /** Letters, digits, single dashes. A deleted vault keeps its name for the soft-delete days. */
  keyVault: { abbreviation: "kv", maxLength: 24, separator: "-", scope: "global" },
  /** Letters and digits only. */
  registry: { abbreviation: "cr", maxLength: 50, separator: "", scope: "global" },
  /** Letters, digits, dashes; not ending in `-sb` or `-mgmt`. */
  serviceBus: { abbreviation: "sb", maxLength: 50, separator: "-", scope: "global" },
  logWorkspace: { abbreviation: "log", maxLength: 63, separator: "-", scope: "resource group" },
  monitorWorkspace: { abbreviation: "amw", maxLength: 44, separator: "-", scope: "resource group" },
  dataCollectionEndpoint: { abbreviation: "dce", maxLength: 44, separator: "-", scope: "resource group" },
  dataCollectionRule: { abbreviation: "dcr", maxLength: 64, separator: "-", scope: "resource group" },
  diagnosticSetting: { abbreviation: "diag", maxLength: 260, separator: "_", scope: "resource" },
  actionGroup: { abbreviation: "ag", maxLength: 260, separator: "_", scope: "resource group" },
  prometheusRuleGroup: { abbreviation: "prg", maxLength: 260, separator: "_", scope: "resource group" },
  grafana: { abbreviation: "amg", maxLength: 23, separator: "-", scope: "resource group" },
  budget: { abbreviation: "budget", maxLength: 63, separator: "_", scope: "subscription" },
  backupVault: { abbreviation: "bvault", maxLength: 50, separator: "-", scope: "resource group" },
  queue: { abbreviation: "", maxLength: 260, separator: "_", scope: "Service Bus namespace" },
  /** Letters, digits and dashes. */
  secret: { abbreviation: "", maxLength: 127, separator: "--", scope: "key vault" },
  federatedCredential: { abbreviation: "fc", maxLength: 120, separator: "_", scope: "identity" },
} as const satisfies Record<string, NameRule>;

export type AzureNameType = keyof typeof rules;

/** Names of types with this scope are taken by whoever comes first, in any organization. */
export function isGlobal(type: AzureNameType): boolean {
  return rules[type].scope === "global";
}

const partForm = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const hashLength = 6;

function hash(input: readonly string[]): string {
  const number = BigInt(`0x${createHash("sha256").update(JSON.stringify(input)).digest("hex")}`);
  return number.toString(36).slice(-hashLength);
}

function isAmbiguous(separator: NameRule["separator"], parts: readonly string[]): boolean {
  if (separator === "_") return false;
  return separator === "" || parts.some((part) => part.includes(separator));
}

/**
 * The Azure name of a resource: `<abbreviation>-<organization>-<environment>`, then `_` and each part;
 * for queues and secrets the parts alone. Deterministic, valid for the type, and different for different input:
 * what is too long or could be read in two ways ends in a hash of six letters and digits.
 *
 * @param parts Lower-case names that tell resources of the type apart, e.g. tenant and workload.
 * @throws RangeError if a part is not made of lower-case letters, digits and inner dashes, or a queue or secret has none.
 */
export function azureName(
  type: AzureNameType,
  environment: Pick<Environment, "organization" | "name">,
  ...parts: string[]
): string {
  const { abbreviation, maxLength, separator }: NameRule = rules[type];
  const owner = abbreviation === "" ? [] : [environment.organization, environment.name];
  const all = [...owner, ...parts];
  const bad = all.find((part) => !partForm.test(part));
  if (bad !== undefined || all.length === 0) {
    throw new RangeError(
      `${type} name: part ${JSON.stringify(bad ?? "")} is not made of lower-case letters, digits and inner dashes`,
    );
  }

  const dash = separator === "" ? "" : "-";
  const head = owner.length > 0 ? [[abbreviation, ...owner].join(dash)] : [];
  const name = [...head, ...parts].join(separator);
  const reserved = type === "serviceBus" && /-(sb|mgmt)$/.test(name);
  if (name.length <= maxLength && !reserved && !isAmbiguous(separator, all)) return name;

  const room = maxLength - hashLength - dash.length;
  const clean = separator === "_" ? name : name.replace(/-+/g, dash);
  return clean.slice(0, room).replace(/[-_]+$/, "") + dash + hash([type, ...all]);
}

/** Host of the environment's own registry: where images written without a registry are pulled from. */
export function registryServer(environment: Pick<Environment, "organization" | "name">): string {
  return `${azureName("registry", environment)}.azurecr.io`;
}
