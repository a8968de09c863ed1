import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { z } from "zod";
import { yamlFiles } from "../parts/manifests.ts";
import { readJson, writeFileAtomically } from "../support/files.ts";
import { makePrivateFolder, type Places, root } from "../support/paths.ts";
import { isRunning, startProcess, stopProcess } from "../support/processes.ts";
import { getText } from "./api.ts";
import * as commands from "./commands.ts";
import { credentialFiles, makeCredentials, writeKubeconfig } from "./credentials.ts";
import { explainFailure } from "./explain.ts";

/** What one control plane remembers between starts. */
const memorySchema = z.strictObject({ port: z.number(), sockets: z.string() });
type Memory = z.infer<typeof memorySchema>;

/** Processes in the order they start; they stop in the opposite one. */
const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"] as const;

/** kwok's own stages that make nodes and pods ready, as folders of its module. */
const kwokStages = ["pod/fast", "node/fast", "node/heartbeat"];

function memoryFile(at: Places): string {
  return join(at.state, "control-plane.json");
}

export function controlPlaneIsUp(at: Places): boolean {
  return components.every((name) => isRunning(at, name));
}

/** Starts what is not running. `stagesFolder` holds kwok's stage files. Resolves when the API server answers. */
export async function startControlPlane(at: Places, stagesFolder: string): Promise<void> {
  if (controlPlaneIsUp(at)) return;
  // A part that died takes its neighbours' connections with it: start from a clean line.
  await stopControlPlane(at);
  for (const folder of [at.state, at.logs, at.etcd]) makePrivateFolder(folder);
  makeCredentials(at);
  const memory = await remember(at);
  const socket = join(memory.sockets, "etcd.sock");
  startProcess(at, "etcd", commands.etcdCommand(at, socket));
  startProcess(at, "kube-apiserver", commands.apiServerCommand(at, socket, memory.port));
  await waitForCertificate(at);
  writeKubeconfig(at, at.kubeconfig, "admin", memory.port);
  await waitUntilReady(at, memory.port);
  for (const component of ["kube-controller-manager", "kube-scheduler", "kwok"] as const) {
    writeKubeconfig(at, commands.componentKubeconfig(at, component), component, memory.port);
  }
  startProcess(at, "kube-controller-manager", commands.controllerManagerCommand(at));
  startProcess(at, "kube-scheduler", commands.schedulerCommand(at));
  startKwok(at, commands.componentKubeconfig(at, "kwok"), stagesFolder);
  await waitForController(at);
}

/** Starts kwok against any cluster; it plays kubelet only for nodes annotated as fake. */
export function startKwok(at: Places, kubeconfig: string, stagesFolder: string): void {
  const stages = [
    ...kwokStages.flatMap((folder) => yamlFiles(join(stagesFolder, folder))),
    ...yamlFiles(join(root, "local/cluster/stages")),
  ].filter((file) => !/kustomization|testdata/.test(file));
  startProcess(at, "kwok", commands.kwokCommand(kubeconfig, stages));
}

export async function stopControlPlane(at: Places): Promise<void> {
  for (const name of [...components].reverse()) await stopProcess(at, name);
}

/** Removes what the control plane left outside its state folder. */
export function forgetControlPlane(at: Places): void {
  const memory = readJson(memoryFile(at), memorySchema);
  if (memory !== undefined) rmSync(memory.sockets, { recursive: true, force: true });
}

/**
 * The port is kept between starts, because the stack's state names it. When another program took it meanwhile,
 * a new one is chosen; the next `up` brings the state up to date.
 */
async function remember(at: Places): Promise<Memory> {
  const known = readJson(memoryFile(at), memorySchema);
  const port = await getPort({ host: "127.0.0.1", ...(known === undefined ? {} : { port: known.port }) });
  // A socket's path may have 100 characters at most; the state folder's may be longer.
  const sockets =
    known !== undefined && existsSync(known.sockets)
      ? known.sockets
      : mkdtempSync(join(tmpdir(), "aks-platform-"));
  const memory = { port, sockets };
  writeFileAtomically(memoryFile(at), JSON.stringify(memory));
  return memory;
}

async function waitForCertificate(at: Places): Promise<void> {
  await waitFor(at, "kube-apiserver", () => Promise.resolve(existsSync(credentialFiles(at).ca)));
}

async function waitUntilReady(at: Places, port: number): Promise<void> {
  await waitFor(
    at,
    "kube-apiserver",
    async () => (await getText(at.kubeconfig, "/readyz", 1000)) === "ok",
    port,
  );
}

/** The controller manager works when it has made the default service account. */
async function waitForController(at: Places): Promise<void> {
  const path = "/api/v1/namespaces/default/serviceaccounts/default";
  await waitFor(at, "kube-controller-manager", async () => (await getText(at.kubeconfig, path)).length > 0);
}

/** Polls `ready` until it holds; fails with the end of the component's log when it died or takes too long. */
async function waitFor(
  at: Places,
  component: string,
  ready: () => Promise<boolean>,
  port?: number,
): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (await ready().catch(() => false)) return;
    // Without its store nothing answers, and only after a while says so.
    const dead = ["etcd", component].find((name) => !isRunning(at, name));
    if (dead !== undefined || Date.now() > deadline) {
      const failure = { component: dead ?? component, died: dead !== undefined };
      throw explainFailure(at, { ...failure, ...(port !== undefined && { port }) });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
