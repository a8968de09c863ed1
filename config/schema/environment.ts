/** The form of Pulumi.<env>.yaml, for editors. */

import { environmentDefaults } from "../defaults.ts";
import { full } from "../environment.ts";
import { platformShape } from "../tenant/platform.ts";
import { jsonSchemaOf, orNull, withDefaults, withNulls, type JsonSchema } from "./json.ts";
import { defaultsSchema } from "./tenant.ts";

const prefix = "aks-platform:";

/** A stack's file: our keys of its config; what other projects and the engine keep there is theirs. */
export function environmentSchema(): JsonSchema {
  const sections = withNulls(withDefaults(jsonSchemaOf(full), environmentDefaults), false);
  const platform = withNulls(jsonSchemaOf(platformShape), false);
  const tenants: JsonSchema = {
    ...platform,
    description: "What tenants get here, under their own files.",
    properties: { ...platform.properties, defaults: orNull(defaultsSchema()) },
  };
  const tenantsDirectory = {
    type: "string",
    description: "Folder of the tenants' files.",
    default: "tenants",
  };
  const all = {
    ...sections.properties,
    tenants: orNull(tenants),
    tenantsDirectory: orNull(tenantsDirectory),
  };
  const entries = Object.entries(all).map(([key, value]) => [`${prefix}${key}`, value] as const);
  const known = entries.map(([key]) => key.slice(prefix.length)).join("|");
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Environment",
    description: "One environment of the platform: Pulumi.<environment>.yaml",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(entries),
        required: (sections.required ?? []).map((key) => `${prefix}${key}`),
        patternProperties: { [`^${prefix}(?!(${known})$)`]: false },
      },
    },
  };
}
