/**
 * The local Azure: an emulator of the Pulumi provider azure-native, which the engine attaches to or runs as
 * `pulumi-resource-azure-native <engine-address>`. Environment:
 *
 * - AKS_LOCAL_AZURE_STORE: folder of the resources (required)
 * - AKS_LOCAL_KUBECONFIG: kubeconfig of the local cluster
 * - AKS_LOCAL_MANIFESTS: JSON file that lists the CRDs behind each switch of an AKS cluster
 */
import { flushCompileCache } from "node:module";
import { setImmediate } from "node:timers";
import { existsSync, readFileSync } from "node:fs";
import { connect, noCluster } from "./effects/client.ts";
import { effectsIn } from "./effects/inCluster.ts";
import { manifestsFrom } from "./effects/manifests.ts";
import { serve } from "./server.ts";
import { openStore } from "./store.ts";

const {
  AKS_LOCAL_AZURE_STORE: folder,
  AKS_LOCAL_KUBECONFIG: kubeconfig,
  AKS_LOCAL_MANIFESTS: manifests,
} = process.env;

if (folder === undefined || folder === "") {
  console.error("AKS_LOCAL_AZURE_STORE is not set: it names the folder of the local Azure's resources.");
  process.exit(1);
}

/** What one run of the engine sets going in the cluster. */
function begin() {
  const cancelled = new AbortController();
  const reach = () => connect(kubeconfig, cancelled.signal);
  return { cancelled, effects: effectsIn(reach, manifestsFrom(manifests), cancelled.signal) };
}

let run = begin();
const server = await serve(
  {
    store: openStore(folder),
    get effects() {
      return run.effects;
    },
    kubeconfig() {
      if (kubeconfig === undefined || !existsSync(kubeconfig)) throw new Error(noCluster(kubeconfig));
      return readFileSync(kubeconfig, "utf8");
    },
  },
  () => {
    run.cancelled.abort(new Error("the engine cancelled the operation"));
    // The engine says so at the end of every run, and a command may run it again.
    run = begin();
  },
);

const end = () => {
  run.cancelled.abort(new Error("the local Azure was told to end"));
  server.stop();
  process.exit(0);
};
process.once("SIGTERM", end);
process.once("SIGINT", end);

// Who started it reads the port from the first line.
console.log(String(server.port));
// It is killed when the work is done: compiled code is kept now or never.
setImmediate(flushCompileCache);
