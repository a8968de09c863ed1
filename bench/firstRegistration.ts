import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import monitorService from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import resource from "@pulumi/pulumi/proto/resource_pb.js";
import { nodeCache } from "../local/support/paths.ts";

const root = resolve(import.meta.dirname, "..");
const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run");

type Unary<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  callback: grpc.sendUnaryData<Response>,
) => void;

/**
 * Milliseconds from the start of the program's process until it registers its first own resource, with Pulumi's
 * own runner, the given stack's settings and the compile cache of the local environment. The process is ended there.
 */
export async function firstRegistration(
  stack: string,
  config: Readonly<Record<string, string>>,
): Promise<number> {
  let registered: (at: number) => void = () => undefined;
  const first = new Promise<number>((done) => (registered = done));
  const supportsFeature: Unary<resource.SupportsFeatureRequest, resource.SupportsFeatureResponse> = (
    _,
    callback,
  ) => {
    const response = new resource.SupportsFeatureResponse();
    response.setHassupport(true);
    callback(null, response);
  };
  const registerResource: Unary<resource.RegisterResourceRequest, resource.RegisterResourceResponse> = (
    call,
    callback,
  ) => {
    const { request } = call;
    if (request.getType() !== "pulumi:pulumi:Stack") registered(performance.now());
    const response = new resource.RegisterResourceResponse();
    response.setUrn(`urn:pulumi:${stack}::aks-platform::${request.getType()}::${request.getName()}`);
    callback(null, response);
  };
  const server = new grpc.Server();
  server.addService(monitorService.ResourceMonitorService, { supportsFeature, registerResource });
  const port = await new Promise<number>((done, fail) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) done(bound);
      else fail(error);
    });
  });
  const start = performance.now();
  const flags = [
    `--monitor=127.0.0.1:${port}`,
    "--project=aks-platform",
    `--stack=${stack}`,
    `--pwd=${root}`,
  ];
  const child = spawn(
    process.execPath,
    [runner, ...flags, `--root-directory=${root}`, "--dry-run", "stacks/index.ts"],
    {
      cwd: root,
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        NODE_COMPILE_CACHE: nodeCache("program"),
      },
      stdio: "ignore",
    },
  );
  const ended = new Promise<never>((_, fail) => {
    child.on("exit", () => {
      fail(new Error("the program ended before it registered anything"));
    });
  });
  try {
    return (await Promise.race([first, ended])) - start;
  } finally {
    child.kill("SIGKILL");
    server.forceShutdown();
  }
}
