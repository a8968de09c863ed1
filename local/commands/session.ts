import { utcDay } from "../../config/day.ts";
import { load } from "../../config/load.ts";
import { render } from "../../config/problems.ts";
import { readSettings } from "../../config/settings.ts";
import type { Environment } from "../../config/types.ts";
import { controlPlaneIsUp, startControlPlane, startKwok } from "../cluster/controlPlane.ts";
import type { Engine } from "../engine/engine.ts";
import { writeProject } from "../engine/project.ts";
import type { LanguageHost } from "../engine/hostProcess.ts";
import { openStack, type OpenStack } from "../engine/stack.ts";
import { endStrays } from "../engine/strays.ts";
import { upcoming } from "../engine/upcoming.ts";
import { buildParts } from "../parts/build.ts";
import { type Cluster, clusterFile, knownCluster } from "./knownCluster.ts";
import { type Manifests, yamlFiles } from "../parts/manifests.ts";
import { clusterPartList, kwok } from "../parts/recipes.ts";
import { UserError } from "../support/errors.ts";
import { writeFileAtomically } from "../support/files.ts";
import { withLock } from "../support/lock.ts";
import { makePrivateFolder, type Places, root } from "../support/paths.ts";
import { isRunning } from "../support/processes.ts";
import type { Progress } from "../support/progress.ts";
import { localCharts } from "./charts.ts";

/** Options that name a cluster the user already has. */
export interface ClusterOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** Settles which cluster to use, and remembers it. An environment stays on the cluster it started on. */
export async function chooseCluster(at: Places, options: ClusterOptions): Promise<Cluster> {
  const known = knownCluster(at);
  if (options.kubeconfig === undefined) {
    if (options.context !== undefined) throw new UserError("--context needs --kubeconfig FILE.");
    const cluster = known ?? { kind: "built" };
    writeFileAtomically(clusterFile(at), JSON.stringify(cluster));
    return cluster;
  }
  const chosen = { kind: "external", file: options.kubeconfig, context: options.context ?? "" } as const;
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(chosen)) {
    throw new UserError(
      `Environment "${at.environment}" already runs on another cluster.`,
      `npm run local:down -- --env ${at.environment}, then npm run local:up with the new cluster`,
    );
  }
  const { useExternalCluster } = await import("../cluster/external.ts");
  await useExternalCluster(at, options.kubeconfig, options.context);
  writeFileAtomically(clusterFile(at), JSON.stringify(chosen));
  return chosen;
}

/** Starts the cluster's processes, building them first if need be. */
export async function startCluster(at: Places, cluster: Cluster, manifests: Manifests, progress: Progress) {
  const stages = manifests.folder("kwok-stages");
  makePrivateFolder(at.logs);
  if (cluster.kind === "external") {
    await buildParts([kwok], progress);
    if (!isRunning(at, "kwok")) startKwok(at, at.kubeconfig, stages);
    return;
  }
  await buildParts(clusterPartList, progress);
  if (controlPlaneIsUp(at)) return;
  await progress.phase("start control plane (Kubernetes, etcd, kwok)", () => startControlPlane(at, stages));
}

/** Seconds to wait for another command on the same environment. */
const patience = 5;

/**
 * Has the environment to itself while it works: no other command is on it, and no process of a killed one is left.
 * The host, if one was started, then starts what the engine will ask for.
 * @param mercy Milliseconds a killed command's processes get to finish what is under way.
 */
export async function withEnvironment(
  at: Places,
  progress: Progress,
  host: LanguageHost | undefined,
  work: () => Promise<void>,
  mercy?: number,
): Promise<void> {
  await withLock(at.state, `environment "${at.environment}"`, patience, async () => {
    const strays = await endStrays(at, mercy);
    if (strays > 0) progress.note(`  ended ${strays} processes of a killed command`);
    host?.prepare(upcoming(at));
    await work();
  });
}

/** The stack of an environment whose configuration is valid. */
export interface Session extends OpenStack {
  readonly engine: Engine;
  /** One line per chart: where it comes from here. */
  readonly chartNotes: readonly string[];
}

/**
 * Reads and checks the whole configuration first: nothing is started for a file with a mistake. What needs attention
 * is said, and stops nothing.
 */
export function checkConfiguration(at: Places, progress: Progress): Environment {
  const values = configurationValues(at.environment);
  const { environment, warnings } = load({ root, stack: at.environment, values, today: utcDay(new Date()) });
  for (const warning of warnings) progress.note(`warning: ${render(warning)}`);
  return environment;
}

/** Opens the stack on engine and emulator. */
export async function openSession(
  at: Places,
  environment: Environment,
  engine: Engine,
  manifests: Manifests,
  host?: LanguageHost,
): Promise<Session> {
  const charts = await localCharts(environment, manifests);
  const sources = [...charts].flatMap(([name, { source }]) =>
    source === undefined ? [] : [[name, source] as const],
  );
  const { protect } = environment;
  writeProject(at, { charts: { ...environment.charts, ...Object.fromEntries(sources) }, protect });
  writeFileAtomically(at.manifests, JSON.stringify(emulatorManifests(manifests)));
  const stack = await openStack(at, engine, host);
  return { ...stack, engine, chartNotes: [...charts.values()].map(({ note }) => note) };
}

/** The real CRDs each AKS switch installs. */
function emulatorManifests(manifests: Manifests): Readonly<Record<string, readonly string[]>> {
  return {
    keda: yamlFiles(manifests.folder("keda")),
    secretsStoreCsi: yamlFiles(manifests.folder("secrets-store-csi")),
    gatewayApi: yamlFiles(manifests.folder("gateway-api")),
  };
}

/** A stack's settings as the engine would hand them to the program. */
export function configurationValues(environment: string): Readonly<Record<string, string>> {
  const values = readSettings(root, environment);
  if (values === undefined) {
    throw new UserError(
      `There is no environment "${environment}": Pulumi.${environment}.yaml does not exist.`,
      "npm run local:up -- --env dev",
    );
  }
  return values;
}
