import Table from "cli-table3";
import type { Environment } from "../../config/types.ts";
import type { Engine } from "../engine/engine.ts";
import type { RunLog } from "../engine/events.ts";
import { readCheckpoint } from "../engine/recovery.ts";
import type { Places } from "../support/paths.ts";
import { elapsed } from "../support/progress.ts";
import type { Cluster } from "./knownCluster.ts";

interface Facts {
  readonly at: Places;
  readonly environment: Environment;
  readonly engine: Engine;
  readonly cluster: Cluster;
  readonly chartNotes: readonly string[];
  readonly log: RunLog;
  readonly phases: readonly { readonly title: string; readonly milliseconds: number }[];
  /** `performance.now()` when the command began. */
  readonly start: number;
}

/** The last thing `local:up` prints: what is there now, how long it took, where it is, what to try. */
export function summary(facts: Facts): string {
  const { at, engine, cluster, log } = facts;
  const table = new Table({ style: { head: [], border: [] }, wordWrap: true, colWidths: [14, 86] });
  const env = at.environment === "local" ? "" : ` -- --env ${at.environment}`;
  const changes = ["create", "update", "replace", "delete"]
    .map((operation) => [log.count(operation), operation] as const)
    .filter(([count]) => count > 0)
    .map(([count, operation]) => `${count} ${operation}d`.replace("ee", "e"));
  table.push(
    { changed: changes.length > 0 ? changes.join(", ") : "nothing: already up to date" },
    { resources: inventory(at) },
    { "add-ons": [...addons(facts.environment), ...facts.chartNotes].join("\n") },
    { engine: engine.description },
    {
      cluster:
        cluster.kind === "built" ? "Kubernetes, etcd and kwok on loopback" : `context ${cluster.context}`,
    },
    { emulated: "Azure (its resources are files), kubelets and controllers of pods (kwok)" },
    { time: [...facts.phases.map(line), `total ${elapsed(performance.now() - facts.start)}`].join("\n") },
    { folder: at.state },
    { kubeconfig: at.kubeconfig },
  );
  const tries = [
    `kubectl --kubeconfig "$(npm run -s local:kubeconfig${env})" get pods -A`,
    `edit tenants/todo.yaml, then npm run local:preview${env}`,
    `npm run local:status${env}`,
    `npm run local:down${env}`,
  ];
  return `${table.toString()}\nTry next:\n${tries.map((text) => `  ${text}\n`).join("")}`;
}

function line({ title, milliseconds }: { readonly title: string; readonly milliseconds: number }): string {
  return `${title} ${elapsed(milliseconds)}`;
}

function addons({ addons: { keda, certManager, ingress } }: Environment): string[] {
  const words = { aks: "switched on in AKS", chart: "from its chart", none: "off" } as const;
  const one = (name: string, driver: keyof typeof words, aks: string) =>
    `${name}: ${words[driver]}${driver === "aks" ? ` (${aks})` : ""}`;
  return [
    one("KEDA", keda.driver, "its real CRDs, no operator here"),
    one("cert-manager", certManager.driver, ""),
    one("Gateway API", ingress.driver, "its real CRDs, no gateway here"),
  ];
}

/** Resources in the state by provider. */
function inventory(at: Places): string {
  const types = (readCheckpoint(at)?.resources ?? []).map(({ type }) => type);
  const count = (test: (type: string) => boolean) => types.filter(test).length;
  const azure = count((type) => type.startsWith("azure-native"));
  const kubernetes = count((type) => type.startsWith("kubernetes:"));
  return `${types.length} in all: ${azure} Azure, ${kubernetes} Kubernetes, the rest components and providers`;
}
