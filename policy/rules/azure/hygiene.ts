import { ask, oneOf } from "../../lib/azureInput.ts";
import { holds, requireInput, type Demand } from "../../lib/demand.ts";
import { undecided, unless, violation, type Finding } from "../../lib/finding.ts";
import { waf } from "../../lib/frameworks.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { matching } from "../../lib/settings.ts";

/** From the least to the most. */
const tiers = ["Basic", "Standard", "Premium"];

const noExport: Demand = {
  keys: ["policies", "exportPolicy", "status"],
  is: ["disabled"],
  fix: "Set it to disabled, or artifacts leave the closed network by export",
};

/**
 * Zones are not checked: registries spread over them in any tier, whatever `zoneRedundancy` says, and azure-native
 * writes `Disabled` where a program is silent.
 */
export const hygiene = defineAzureRule({
  name: "acr-hygiene",
  description:
    "A registry must have a tier for production, and clean up or keep back what is deleted and untagged.",
  severity: "low",
  level: "advisory",
  framework: waf("CO:10"),
  tags: [
    "checkov:CKV_AZURE_167",
    "azure-policy:524b0254",
    "psrule:Azure.ACR.MinSku",
    "psrule:Azure.ACR.Retention",
    "psrule:Azure.ACR.SoftDelete",
    "psrule:Azure.ACR.ExportPolicy",
  ],
  remediationSteps:
    "Choose the tier, and on Premium enable either retention of untagged manifests or soft delete.",
  url: "https://learn.microsoft.com/azure/container-registry/container-registry-best-practices",
  types: ["containerregistry:Registry"],
  params: {
    minSku: matching(/^(Basic|Standard|Premium)$/, "Standard", "Least tier: Basic, Standard or Premium."),
  },
  check: ({ body }, { minSku }) => {
    const fix = `Choose ${minSku} or more`;
    const sku: Demand = { keys: ["sku", "name"], is: tiers.slice(tiers.indexOf(minSku)), fix };
    return [
      ...requireInput(body, sku),
      // Only this tier can do these.
      ...(holds(get(body, "sku", "name"), "Premium") ? [...checkCleanup(body), ...checkExport(body)] : []),
    ];
  },
});

/** Azure takes one of the two, not both. */
function checkCleanup(registry: Field): readonly Finding[] {
  const retention = get(registry, "policies", "retentionPolicy", "status");
  const softDelete = get(registry, "policies", "softDeletePolicy", "status");
  const [retains, keeps] = [holds(retention, "enabled"), holds(softDelete, "enabled")];
  if (retains && keeps)
    return [violation(softDelete, "enabled together with retentionPolicy", "Choose one; Azure refuses both")];
  if (retains || keeps) return [];
  const pending = [retention, softDelete].find(isPending);
  if (pending !== undefined) return [undecided(pending)];
  const fix = "Enable it, or softDeletePolicy, or untagged manifests pile up";
  return [violation(retention, text(retention) === undefined ? "not set" : "must be enabled", fix)];
}

/** Azure lets exports be turned off only where the public endpoint is. */
function checkExport(registry: Field): readonly Finding[] {
  const closed = oneOf("Disabled");
  const open = ask(get(registry, "publicNetworkAccess"), (value) => !closed(value), true);
  return unless(open, requireInput(registry, noExport));
}
