/** The form of a tenant's file, for editors and for the page of all fields. */

import { plain } from "../tree.ts";
import { readDefaults } from "../tenant/platform.ts";
import { collections, fixedKeys, full } from "../tenant/schema.ts";
import {
  jsonSchemaOf,
  omit,
  orNull,
  partial,
  requirements,
  rewrite,
  withDefaults,
  withNulls,
  withoutDefaults,
  type JsonSchema,
} from "./json.ts";

/** Every field, with the platform's defaults. */
export function tenantFields(): JsonSchema {
  return withDefaults(jsonSchemaOf(full), plain(readDefaults([]).defaults));
}

const environmentName = { pattern: "^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$" };

/**
 * A tenant's file: its fields, and parts of them by environment. What is required may stand in the environments'
 * sections alone, so it is asked for at the top only of files without such sections.
 */
export function tenantSchema(): JsonSchema {
  const fields = tenantFields();
  const free = omit(fields, fixedKeys);
  const section: JsonSchema = {
    ...withNulls(withoutDefaults(partial(free)), true),
    description: "What differs in this environment; `null` takes a value of the file away.",
  };
  const environments: JsonSchema = {
    type: "object",
    description:
      "Environments the tenant is in, each with what differs there; without it, all that take such tenants.",
    propertyNames: environmentName,
    additionalProperties: orNull(section),
  };
  const own = withNulls(
    { ...fields, properties: { ...fields.properties, ...partial(free).properties } },
    false,
  );
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Tenant",
    description: "One tenant of the platform: tenants/<tenant>.yaml",
    ...own,
    properties: { ...own.properties, environments: orNull(environments) },
    if: { required: ["environments"] },
    else: requirements(free) ?? {},
  };
}

/** In the place of text, a placeholder may stand for what would fit. */
function orPlaceholder(schema: JsonSchema): JsonSchema {
  const { pattern, ...rest } = schema;
  return pattern === undefined ? schema : { ...rest, anyOf: [{ pattern }, { pattern: "\\$\\{\\w+\\}" }] };
}

/** Fields as the platform's layers give them to every tenant. */
export function defaultsSchema(): JsonSchema {
  const fields = omit(withoutDefaults(partial(tenantFields())), ["schema", "tenant"]);
  const named = collections.map((name): [string, JsonSchema] => [
    name,
    { ...fields.properties?.[name], propertyNames: { enum: ["*"] } },
  ]);
  const all = { ...fields, properties: { ...fields.properties, ...Object.fromEntries(named) } };
  return withNulls(rewrite(all, orPlaceholder), true);
}
