import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import type plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Diagnostic {
  readonly policy: string;
  readonly mandatory: boolean;
  readonly message: string;
  /** Name of the resource, where a stack policy names one. */
  readonly resource?: string;
}

/** What the engine tells of one resource. */
export interface Sent {
  readonly type: string;
  readonly name: string;
  readonly props: object;
}

const packFolder = fileURLToPath(new URL("../../../policy", import.meta.url));

/** The pack in a process of its own, started and driven as the engine does. */
export class Pack {
  readonly #process: ChildProcess;
  readonly #client: AnalyzerClient;

  private constructor(process: ChildProcess, client: AnalyzerClient) {
    this.#process = process;
    this.#client = client;
  }

  /** @param env What its process sees besides our own variables. @param folder Of another pack than ours. */
  static async start(env: NodeJS.ProcessEnv = {}, folder = packFolder): Promise<Pack> {
    const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    const lines = createInterface({ input: child.stdout });
    const [port] = (await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(() => Promise.reject(new Error("the pack ended before it printed its port"))),
    ])) as [string];
    return new Pack(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()));
  }

  /** The SDK's version: the least there is to ask. */
  async version(): Promise<string> {
    const info = await call<InstanceType<typeof plugin.PluginInfo>>((done) => {
      this.#client.getPluginInfo(new empty.Empty(), done);
    });
    return info.getVersion();
  }

  async info() {
    const info = await call<InstanceType<typeof analyzer.AnalyzerInfo>>((done) => {
      this.#client.getAnalyzerInfo(new empty.Empty(), done);
    });
    return info.toObject();
  }

  /** Sends parameters of policies, all at level mandatory; `disabled` are policies to switch off. */
  async configure(config: Readonly<Record<string, object>>, disabled: readonly string[] = []): Promise<void> {
    const request = new analyzer.ConfigureAnalyzerRequest();
    const section = (level: analyzer.EnforcementLevel, properties: object) => {
      const sent = new analyzer.PolicyConfig();
      sent.setEnforcementlevel(level);
      sent.setProperties(struct.Struct.fromJavaScript({ ...properties }));
      return sent;
    };
    const { MANDATORY, DISABLED } = analyzer.EnforcementLevel;
    for (const name of disabled) request.getPolicyconfigMap().set(name, section(DISABLED, {}));
    for (const [name, properties] of Object.entries(config))
      request.getPolicyconfigMap().set(name, section(MANDATORY, properties));
    await call((done) => {
      this.#client.configure(request, done);
    });
  }

  async analyze(type: string, name: string, props: object): Promise<readonly Diagnostic[]> {
    const request = analyzeRequest({ type, name, props });
    const response = await call<InstanceType<typeof analyzer.AnalyzeResponse>>((done) => {
      this.#client.analyze(request, done);
    });
    return diagnosticsOf(response);
  }

  /** Ends a run. `resources` carry outputs. */
  async analyzeStack(resources: readonly Sent[]): Promise<readonly Diagnostic[]> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map((one) => {
        const resource = new analyzer.AnalyzerResource();
        describe(resource, one);
        return resource;
      }),
    );
    const response = await call<InstanceType<typeof analyzer.AnalyzeResponse>>((done) => {
      this.#client.analyzeStack(request, done);
    });
    return diagnosticsOf(response);
  }

  async stop(): Promise<void> {
    this.#client.close();
    this.#process.kill();
    if (this.#process.exitCode === null) await once(this.#process, "exit");
  }
}

/** A resource as the engine asks for it to be analyzed. */
export function analyzeRequest(sent: Sent): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  describe(request, sent);
  return request;
}

type Resource = InstanceType<typeof analyzer.AnalyzeRequest> | InstanceType<typeof analyzer.AnalyzerResource>;

function describe(resource: Resource, { type, name, props }: Sent): void {
  resource.setType(type);
  resource.setName(name);
  resource.setUrn(`urn:pulumi:test::test::${type}::${name}`);
  resource.setOptions(new analyzer.AnalyzerResourceOptions());
  resource.setProperties(struct.Struct.fromJavaScript({ ...props }));
}

function diagnosticsOf(response: InstanceType<typeof analyzer.AnalyzeResponse>): readonly Diagnostic[] {
  return response.toObject().diagnosticsList.map(({ policyname, enforcementlevel, message, urn }) => ({
    policy: policyname,
    mandatory: enforcementlevel === analyzer.EnforcementLevel.MANDATORY,
    message,
    ...(urn === "" ? {} : { resource: urn.split("::").at(-1) ?? "" }),
  }));
}

function call<T>(send: (done: (error: ServiceError | null, response: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
