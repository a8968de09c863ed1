/** What every workload is given, and what it and its neighbours tell each other. */

import type { ReadonlyMapOf, Use, Workload } from "../../config/types.ts";
import type { Selectable } from "../base/labels.ts";
import type { Platform } from "../base/platform.ts";
import type { Grant } from "../base/roles.ts";

/** The tenant a workload belongs to. */
export interface TenantScope {
  /** Also the namespace. */
  readonly tenant: string;
  readonly platform: Platform;
  /** Tags of the tenant's Azure resources. */
  readonly tags: ReadonlyMapOf<string>;
}

export interface WorkloadArgs<Spec extends Workload> {
  readonly scope: TenantScope;
  readonly spec: Spec;
  /** What its `uses` resolved to. */
  readonly connections: readonly Connection[];
}

/** What a workload gets from something it uses. */
export interface Connection {
  readonly to: Use;
  readonly env: ReadonlyMapOf<string>;
  /** Key Vault secret by variable, mounted as a file like the workload's own. */
  readonly secrets: ReadonlyMapOf<string>;
  /** Pods it may now reach, and on which port. */
  readonly edge?: { readonly peer: Selectable; readonly port: number };
  /** Right it may now exercise in Azure. */
  readonly grant?: KeyedGrant;
}

/** A right whose name stays when what gives it is renamed: Azure refuses the same right twice, even for a moment. */
export interface KeyedGrant extends Grant {
  readonly key: string;
}

/** What a workload's Account needs to know. */
export interface AccountArgs {
  readonly scope: TenantScope;
  readonly workload: Selectable;
  /** Key Vault secret by variable. */
  readonly secrets: ReadonlyMapOf<string>;
  /** Rights beyond its secrets, keyed by a word that names each. */
  readonly grants?: ReadonlyMapOf<Grant>;
}

/** `mail-out` as a variable: `MAIL_OUT`. */
export function variableName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}

/** The last one wins. */
function mergeMaps(maps: readonly ReadonlyMapOf<string>[]): ReadonlyMapOf<string> {
  return Object.fromEntries(maps.flatMap((map) => Object.entries(map)));
}

/** Secrets of the workload itself and of all it uses. */
export function allSecrets(spec: Workload, connections: readonly Connection[]): ReadonlyMapOf<string> {
  return mergeMaps([...connections.map(({ secrets }) => secrets), spec.secrets]);
}

/** Where the secret of a variable is mounted. */
export const secretsPath = "/mnt/secrets";

/** Variables of the container; the workload's own win. */
export function allVariables(
  spec: Workload,
  connections: readonly Connection[],
  more: ReadonlyMapOf<string> = {},
): ReadonlyMapOf<string> {
  const files = Object.keys(allSecrets(spec, connections)).map((name) => [
    `${name}_FILE`,
    `${secretsPath}/${name}`,
  ]);
  return mergeMaps([Object.fromEntries(files), ...connections.map(({ env }) => env), more, spec.env]);
}

/** Whether its pods talk to Azure themselves. */
export function needsAzure(spec: Workload, connections: readonly Connection[]): boolean {
  return Object.keys(spec.secrets).length > 0 || connections.some(({ grant }) => grant !== undefined);
}

/** Account of a workload: its own secrets and those of what it uses, and the rights its connections give. */
export function accountArgs(
  workload: Selectable,
  { scope, spec, connections }: WorkloadArgs<Workload>,
): AccountArgs {
  const grants = connections.flatMap(({ grant }) => (grant ? [[`use-${grant.key}`, grant] as const] : []));
  return { scope, workload, secrets: allSecrets(spec, connections), grants: Object.fromEntries(grants) };
}
