import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { isProps, textAt } from "../values.ts";
import type { Json, Props } from "../values.ts";
import type { Switch } from "./switches.ts";

/** Answers the CRDs behind a switch. */
export type Manifests = (name: Switch) => readonly Props[];

/**
 * CRDs as listed in the file that AKS_LOCAL_MANIFESTS names: `{ "keda": ["a.yaml", "folder"], ... }`.
 * A folder means the YAML files in it. Anything in them that is no CRD is left out.
 */
export function manifestsFrom(listing: string | undefined): Manifests {
  return (name) => {
    if (listing === undefined)
      throw new Error(`AKS_LOCAL_MANIFESTS is not set, so there are no CRDs for '${name}'`);
    const paths =
      (JSON.parse(readFileSync(listing, "utf8")) as Partial<Record<string, readonly string[]>>)[name] ?? [];
    const found = paths.flatMap(filesIn).flatMap(crdsIn);
    if (found.length === 0) throw new Error(`${listing} (AKS_LOCAL_MANIFESTS) lists no CRDs for '${name}'`);
    return found;
  };
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => join(path, file));
}

function crdsIn(file: string): readonly Props[] {
  return parseAllDocuments(readFileSync(file, "utf8")).flatMap((document) => {
    const value = document.toJS() as Json;
    return isProps(value) && textAt(value, "kind") === "CustomResourceDefinition" ? [value] : [];
  });
}
