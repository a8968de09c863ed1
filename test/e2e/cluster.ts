import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  type V1Pod,
  type V1PodSpec,
} from "@kubernetes/client-node";
import { readStatus, type Workspace } from "./workspace.ts";

/** Clients of an environment's API server. */
export async function clients(workspace: Workspace, env = "local") {
  const { kubeconfig } = await readStatus(workspace, env);
  if (kubeconfig === undefined) throw new Error(`environment ${env} has no kubeconfig`);
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return { config, core: config.makeApiClient(CoreV1Api), apps: config.makeApiClient(AppsV1Api) };
}

/** A pod that meets Pod Security `restricted`; `spec` and `container` change one thing. */
export function restrictedPod(name: string, spec: Partial<V1PodSpec> = {}, container: object = {}): V1Pod {
  return {
    metadata: { name },
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
      ...spec,
      containers: [
        {
          name: "main",
          image: "registry.k8s.io/pause:3.10",
          resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "100m", memory: "128Mi" } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          ...container,
        },
      ],
    },
  };
}

/** The API server's own words when it refuses; fails the test when it does not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiException) return String(error.body);
    throw error;
  }
  throw new Error("the API server accepted it");
}
