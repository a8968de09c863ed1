import { join } from "node:path";
import { binaryOf } from "../parts/build.ts";
import * as recipes from "../parts/recipes.ts";
import type { Places } from "../support/paths.ts";
import type { Command } from "../support/processes.ts";
import { credentialFiles } from "./credentials.ts";

/** Range of cluster IPs. Pods and nodes are simulated, so it only has to be private. */
const serviceRange = "10.0.0.0/16";

/** Kubeconfig of one of the control plane's own components. */
export function componentKubeconfig(at: Places, component: string): string {
  return join(at.credentials, `${component}.kubeconfig`);
}

/** etcd on a Unix socket that only its owner can reach: there is no port to guard. `socket` is its path. */
export function etcdCommand(at: Places, socket: string): Command {
  return {
    file: binaryOf(recipes.etcd),
    args: [
      "--name=local",
      `--data-dir=${at.etcd}`,
      // The data is a laptop's: a lost second costs nothing, every fsync costs milliseconds.
      "--unsafe-no-fsync",
      `--listen-client-urls=unix://${socket}`,
      "--advertise-client-urls=http://localhost:2379",
      `--listen-peer-urls=unix://${socket}.peer`,
      "--initial-advertise-peer-urls=http://localhost:2380",
      "--initial-cluster=local=http://localhost:2380",
      "--log-level=warn",
    ],
  };
}

export function apiServerCommand(at: Places, socket: string, port: number): Command {
  const files = credentialFiles(at);
  return kubernetes("kube-apiserver", [
    `--etcd-servers=unix://${socket}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${at.credentials}`,
    `--token-auth-file=${files.tokens}`,
    "--anonymous-auth=false",
    "--authorization-mode=RBAC",
    `--service-account-key-file=${files.verifyingKey}`,
    `--service-account-signing-key-file=${files.signingKey}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-cluster-ip-range=${serviceRange}`,
    "--endpoint-reconciler-type=none",
    // Simulated pods answer no call: a chart's webhooks would refuse everything they guard.
    "--disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook",
    // As on AKS: what refuses a privileged pod is its namespace's Pod Security level.
    "--allow-privileged=true",
    "--profiling=false",
  ]);
}

export function controllerManagerCommand(at: Places): Command {
  const kubeconfig = componentKubeconfig(at, "kube-controller-manager");
  return kubernetes("kube-controller-manager", [
    `--kubeconfig=${kubeconfig}`,
    `--service-account-private-key-file=${credentialFiles(at).signingKey}`,
    `--root-ca-file=${credentialFiles(at).ca}`,
    "--use-service-account-credentials=true",
    "--leader-elect=false",
    "--secure-port=0",
    "--profiling=false",
  ]);
}

export function schedulerCommand(at: Places): Command {
  const kubeconfig = componentKubeconfig(at, "kube-scheduler");
  return kubernetes("kube-scheduler", [
    `--kubeconfig=${kubeconfig}`,
    "--leader-elect=false",
    "--secure-port=0",
    "--profiling=false",
  ]);
}

/** kwok plays kubelet for the nodes the Azure emulator makes, and for volumes and load balancers. */
export function kwokCommand(kubeconfig: string, stages: readonly string[]): Command {
  return {
    file: binaryOf(recipes.kwok),
    args: [
      `--kubeconfig=${kubeconfig}`,
      "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
      "--node-ip=10.224.0.4",
      "--cidr=10.244.0.0/16",
      ...stages.map((file) => `--config=${file}`),
    ],
  };
}

function kubernetes(component: string, flags: readonly string[]): Command {
  return { file: binaryOf(recipes.kubernetes), args: [component, ...flags] };
}
