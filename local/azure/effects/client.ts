import { existsSync } from "node:fs";
import type { OutgoingHttpHeaders } from "node:http";
import { request } from "node:https";
import type { RequestOptions } from "node:https";
import { isProps, listAt, textAt } from "../values.ts";
import type { Json, Props } from "../values.ts";
import { kinds } from "./kubernetes.ts";
import type { Kubernetes } from "./kubernetes.ts";

/** What the API server answered to a request that failed. */
export class KubernetesError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "KubernetesError";
    this.status = status;
  }
}

/**
 * Connects to the local cluster. The client library is loaded here, at the first effect, because that takes longer
 * than everything a preview does. It reads the kubeconfig; requests are made without it, because its typed models
 * drop the `x-kubernetes-...` fields of CRDs.
 */
export async function connect(kubeconfig: string | undefined, signal: AbortSignal): Promise<Kubernetes> {
  if (kubeconfig === undefined || !existsSync(kubeconfig)) throw new Error(noCluster(kubeconfig));
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error(`${kubeconfig} names no current cluster`);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);

  const call = (method: string, path: string, body?: Props, contentType?: string) =>
    send(new URL(path, server), { ...options, method, signal }, body, contentType);
  return {
    async apply(kind, object) {
      const name = encodeURIComponent(textAt(object, "metadata.name") ?? "");
      const path = `${kinds[kind]}/${name}?fieldManager=azure-emulator&force=true`;
      await call("PATCH", path, object, "application/apply-patch+yaml");
    },
    async list(kind, labels) {
      const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      const path = `${kinds[kind]}?labelSelector=${encodeURIComponent(selector.join(","))}`;
      return listAt(await call("GET", path).catch(ignoreAbsent), "items").filter(isProps);
    },
    async remove(kind, name) {
      await call("DELETE", `${kinds[kind]}/${encodeURIComponent(name)}`).catch(ignoreAbsent);
    },
  };
}

/** Says why there is no cluster, and how to get one. */
export function noCluster(kubeconfig: string | undefined): string {
  const what =
    kubeconfig === undefined
      ? "AKS_LOCAL_KUBECONFIG is not set, so there is no local cluster"
      : `There is no kubeconfig of the local cluster at ${kubeconfig} (AKS_LOCAL_KUBECONFIG)`;
  return `${what}: 'npm run local:up' starts one and sets it.`;
}

function ignoreAbsent(error: unknown): Props {
  if (error instanceof KubernetesError && error.status === 404) return {};
  throw error;
}

function send(
  url: URL,
  options: RequestOptions,
  body: Props | undefined,
  contentType?: string,
): Promise<Props> {
  return new Promise((resolve, reject) => {
    const headers = { accept: "application/json", ...(contentType && { "content-type": contentType }) };
    const login = options.headers as OutgoingHttpHeaders | undefined;
    const outgoing = request(url, { ...options, headers: { ...login, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const answer = parse(Buffer.concat(chunks).toString("utf8"));
        const status = response.statusCode ?? 0;
        if (status < 400) resolve(answer);
        else
          reject(new KubernetesError(status, textAt(answer, "message") ?? `${url.pathname}: HTTP ${status}`));
      });
    });
    outgoing.setTimeout(30_000, () => outgoing.destroy(new Error("no answer within 30 s")));
    outgoing.on("error", (error) => {
      reject(
        new Error(`The local cluster at ${url.origin} does not answer: ${error.message}`, { cause: error }),
      );
    });
    outgoing.end(body && JSON.stringify(body));
  });
}

function parse(text: string): Props {
  try {
    const value = JSON.parse(text) as Json;
    return isProps(value) ? value : {};
  } catch {
    return { message: text };
  }
}
