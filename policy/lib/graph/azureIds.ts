import { all, is, same, type Answer } from "../answer.ts";
import { azureType } from "../azure.ts";
import { get, text, type Field, type Unknown } from "../read.ts";
import type { StackAzure } from "../stack.ts";

/**
 * Joins of Azure resources by their ids. Rules see inputs, and an id is an output: it appears only where another
 * resource refers to it, in a first preview unknown. Once known it spells the names that the inputs hold as well.
 */

interface AzureId {
  readonly resourceGroup: string | undefined;
  /** Provider and types, e.g. `microsoft.servicebus/namespaces/queues`; empty for a resource group or more. */
  readonly type: string;
  /** One name for each type. */
  readonly names: readonly string[];
}

/** How Azure spells a type, and the inputs that make up a resource's name. */
interface Spelling {
  readonly type: string;
  readonly names: readonly string[];
}

const spellings: Readonly<Record<string, Spelling>> = {
  "containerregistry:Registry": { type: "microsoft.containerregistry/registries", names: ["registryName"] },
  "containerservice:ManagedCluster": {
    type: "microsoft.containerservice/managedclusters",
    names: ["resourceName"],
  },
  "dbforpostgresql:Server": { type: "microsoft.dbforpostgresql/flexibleservers", names: ["serverName"] },
  "keyvault:Vault": { type: "microsoft.keyvault/vaults", names: ["vaultName"] },
  "managedidentity:UserAssignedIdentity": {
    type: "microsoft.managedidentity/userassignedidentities",
    names: ["resourceName"],
  },
  "servicebus:Namespace": { type: "microsoft.servicebus/namespaces", names: ["namespaceName"] },
  "servicebus:Queue": {
    type: "microsoft.servicebus/namespaces/queues",
    names: ["namespaceName", "queueName"],
  },
  "storage:StorageAccount": { type: "microsoft.storage/storageaccounts", names: ["accountName"] },
};

/** Takes an id apart, in lower case, as Azure does not tell case; undefined when it is none. */
export function parseAzureId(written: string): AzureId | undefined {
  const match =
    /^\/subscriptions\/[^/]+(?:\/resourcegroups\/([^/]+)(?:\/providers\/([^/]+)((?:\/[^/]+\/[^/]+)+))?)?\/?$/.exec(
      written.toLowerCase(),
    );
  if (match === null) return undefined;
  const [, resourceGroup, provider, path = ""] = match;
  const parts = path.split("/").slice(1);
  const types = parts.filter((_, index) => index % 2 === 0);
  return {
    resourceGroup,
    type: [...(provider === undefined ? [] : [provider]), ...types].join("/"),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

/** The field that says how the resource is called; findings about the whole resource point there. */
export function azureNameOf(resource: StackAzure): Field {
  return get(resource.body, spellings[azureType(resource)]?.names.at(-1) ?? "name");
}

/** Both fields hold the same name; Azure does not tell upper from lower case. */
export function sameName(one: Field, other: Field): Answer {
  return same(lowerCase(one), lowerCase(other));
}

/** The id is the resource's. */
export function identifies(id: Field, resource: StackAzure): Answer {
  return compare(id, resource, (parsed, { type }) => parsed.type === type);
}

/** The scope holds the resource: its own id, that of a resource above it, its group or subscription. */
export function covers(scope: Field, resource: StackAzure): Answer {
  return compare(
    scope,
    resource,
    (parsed, { type }) => parsed.type === "" || `${type}/`.startsWith(`${parsed.type}/`),
  );
}

function compare(
  field: Field,
  { body, ...resource }: StackAzure,
  fits: (parsed: AzureId, spelling: Spelling) => boolean,
): Answer {
  const spelling = spellings[azureType({ body, ...resource })];
  const written = text(field);
  const parsed = written === undefined ? undefined : parseAzureId(written);
  // Text that is no id proves nothing, and Azure makes up the names that the program leaves out.
  if (parsed === undefined || spelling === undefined) return openAt(field);
  if (!fits(parsed, spelling)) return false;
  const { resourceGroup, names } = parsed;
  return all([
    ...(resourceGroup === undefined ? [] : [isNamed(get(body, "resourceGroupName"), resourceGroup)]),
    ...names.map((name, index) => isNamed(get(body, spelling.names[index] ?? ""), name)),
  ]);
}

function isNamed(field: Field, name: string): Answer {
  return text(field) === undefined ? openAt(field) : is(lowerCase(field), name);
}

function lowerCase(field: Field): Field {
  const written = text(field);
  return field.state === "known" && written !== undefined
    ? { ...field, value: written.toLowerCase() }
    : field;
}

function openAt(field: Field): Unknown {
  const { path, partial } = field;
  return field.state === "unknown"
    ? field
    : { state: "unknown", cause: "preview", source: path, path, partial };
}
