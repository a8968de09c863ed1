import { existsSync } from "node:fs";
import { KubeConfig, VersionApi } from "@kubernetes/client-node";
import { UserError } from "../support/errors.ts";
import { writeFileAtomically } from "../support/files.ts";
import type { Places } from "../support/paths.ts";

/** A cluster the user already has. */
export interface ExternalCluster {
  readonly file: string;
  readonly context: string;
}

/**
 * Checks that both names were given, that the context exists and that its API server answers; then writes a
 * kubeconfig that holds that context alone. Nothing is ever taken from the file's current context.
 */
export async function useExternalCluster(
  at: Places,
  file: string,
  context: string | undefined,
): Promise<void> {
  if (!existsSync(file))
    throw new UserError(`There is no kubeconfig ${file}.`, "give the path after --kubeconfig");
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new UserError(
      `${file} is no kubeconfig: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const names = config.getContexts().map(({ name }) => name);
  const known = names.length > 0 ? names.join(", ") : "none";
  if (context === undefined) {
    throw new UserError(
      "Name the context to use: the current one is never taken, so that no other cluster is changed by accident.",
      `--context NAME; ${file} has: ${known}`,
    );
  }
  if (!names.includes(context)) {
    throw new UserError(`${file} has no context "${context}".`, `--context NAME; it has: ${known}`);
  }
  const single = only(config, context);
  try {
    await single.makeApiClient(VersionApi).getCode();
  } catch {
    throw new UserError(
      `The cluster of context "${context}" does not answer (${single.getCurrentCluster()?.server ?? "no server"}).`,
      "start it, or leave out --kubeconfig to use the built control plane",
    );
  }
  writeFileAtomically(at.kubeconfig, single.exportConfig());
}

function only(config: KubeConfig, context: string): KubeConfig {
  const chosen = config.getContextObject(context);
  const cluster = chosen === null ? null : config.getCluster(chosen.cluster);
  const user = chosen === null ? null : config.getUser(chosen.user);
  if (chosen === null || cluster === null || user === null) {
    throw new UserError(`Context "${context}" names a cluster or user that the kubeconfig does not have.`);
  }
  const single = new KubeConfig();
  single.loadFromOptions({ clusters: [cluster], users: [user], contexts: [chosen], currentContext: context });
  return single;
}
