import { readFileSync } from "node:fs";
import { request } from "node:https";
import { parse } from "yaml";
import { z } from "zod";

const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({ cluster: z.object({ server: z.string(), "certificate-authority-data": z.string() }) }),
  ),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })),
});

/**
 * GET on the local API server with the kubeconfig this tool wrote; resolves with the parsed body.
 * A plain request: loading a Kubernetes client takes longer than everything `status` does.
 */
export async function getJson(kubeconfig: string, path: string, timeout = 5000): Promise<unknown> {
  return JSON.parse(await getText(kubeconfig, path, timeout));
}

export function getText(kubeconfig: string, path: string, timeout = 5000): Promise<string> {
  const { clusters, users } = kubeconfigSchema.parse(parse(readFileSync(kubeconfig, "utf8")));
  const cluster = clusters[0]?.cluster;
  const token = users[0]?.user.token;
  if (cluster === undefined || token === undefined) throw new Error(`${kubeconfig} names no cluster`);
  const options = {
    ca: Buffer.from(cluster["certificate-authority-data"], "base64"),
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
    timeout,
  };
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, cluster.server), options, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(body);
        else reject(new Error(`GET ${path}: ${String(response.statusCode)} ${body.slice(0, 200)}`));
      });
    });
    call
      .on("error", reject)
      .on("timeout", () => call.destroy(new Error(`GET ${path}: no answer in ${timeout} ms`)));
    call.end();
  });
}
