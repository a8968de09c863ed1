import { badRequest, conflict } from "../arm/errors.ts";
import { client, guidPattern, nameOf } from "../arm/ids.ts";
import type { ResourceType, Write } from "../resourceType.ts";
import { at, isOn, numberAt, propsAt, textAt } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";

const vaultType = "Microsoft.KeyVault/vaults";
const deletedType = "Microsoft.KeyVault/locations/deletedVaults";
const defaultRetention = 90;

export const vault: ResourceType = {
  module: "keyvault",
  name: "Vault",
  armType: vaultType,
  id: `${inGroup}/providers/Microsoft.KeyVault/vaults/{vaultName}`,
  naming: {
    property: "vaultName",
    auto: "random",
    min: 3,
    max: 24,
    pattern: /^[A-Za-z](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]$/,
    rule: "letters, digits and single hyphens, beginning with a letter and ending with a letter or digit",
  },
  locationRequired: true,
  replaces: ["location"],
  check(inputs) {
    const problems: string[] = [];
    const tenant = textAt(inputs, "properties.tenantId");
    if (tenant !== undefined && !guidPattern.test(tenant)) {
      problems.push(`'properties.tenantId' must be a GUID, got '${tenant}'`);
    }
    const days = numberAt(inputs, "properties.softDeleteRetentionInDays");
    if (days !== undefined && (days < 7 || days > 90)) {
      problems.push(`'properties.softDeleteRetentionInDays' must be between 7 and 90, got ${days}`);
    }
    return problems;
  },
  admit(write) {
    if (!write.previous) requireFreeName(write);
    requireKeptProtection(write);
  },
  outputs: ({ name, inputs }) => ({
    properties: {
      vaultUri: `https://${name.toLowerCase()}.vault.azure.net/`,
      provisioningState: "Succeeded",
      enableSoftDelete: true,
      softDeleteRetentionInDays: numberAt(inputs, "properties.softDeleteRetentionInDays") ?? defaultRetention,
      publicNetworkAccess: textAt(inputs, "properties.publicNetworkAccess") ?? "Enabled",
    },
  }),
  tombstone: ({ id, inputs, outputs }) => ({
    type: deletedType,
    id: deletedId(nameOf(id), textAt(outputs, "location") ?? "unknown"),
    inputs,
    outputs: { name: nameOf(id), vaultId: id, properties: outputs["properties"] ?? {} },
  }),
};

/** Vault names are unique in the whole cloud, and a deleted vault keeps its name until it is purged. */
function requireFreeName({ name, inputs, azure }: Write): void {
  if (azure.list(vaultType).some(({ id }) => nameOf(id).toLowerCase() === name.toLowerCase())) {
    throw conflict(
      "VaultAlreadyExists",
      `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken.`,
    );
  }
  const deleted = azure.list(deletedType).find(({ id }) => nameOf(id).toLowerCase() === name.toLowerCase());
  if (!deleted || textAt(inputs, "properties.createMode") === "recover") return;
  const protectedVault = isOn(deleted.outputs, "properties.enablePurgeProtection");
  const days = numberAt(deleted.outputs, "properties.softDeleteRetentionInDays") ?? defaultRetention;
  throw conflict(
    "ConflictError",
    `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. ${
      protectedVault
        ? `'${name}' has purge protection, so for ${days} days it can only be recovered (createMode 'recover').`
        : `Recover '${name}' with createMode 'recover', or purge it with 'az keyvault purge --name ${name}'.`
    } On the local Azure, 'npm run local:down' forgets it. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.`,
  );
}

/** Purge protection is for good, and the time of soft delete cannot be changed. */
function requireKeptProtection({ inputs, previous }: Write): void {
  const wanted = propsAt(inputs, "properties");
  if (at(wanted, "enablePurgeProtection") === false) {
    throw badRequest(
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    );
  }
  const old = numberAt(previous?.outputs, "properties.softDeleteRetentionInDays");
  const days = numberAt(wanted, "softDeleteRetentionInDays");
  if (old !== undefined && days !== undefined && old !== days) {
    throw badRequest(
      'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
    );
  }
}

function deletedId(name: string, location: string): string {
  const provider = `/subscriptions/${client.subscriptionId}/providers/Microsoft.KeyVault`;
  return `${provider}/locations/${location}/deletedVaults/${name}`;
}
