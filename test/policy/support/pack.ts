import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
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
}

/** The pack in a process of its own, started and driven as the engine does. */
export class Pack {
  readonly #process: ChildProcess;
  readonly #client: AnalyzerClient;

  private constructor(process: ChildProcess, client: AnalyzerClient) {
    this.#process = process;
    this.#client = client;
  }

  static async start(): Promise<Pack> {
    const folder = fileURLToPath(new URL("../../../policy", import.meta.url));
    const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout });
    const [port] = (await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(() => Promise.reject(new Error("the pack ended before it printed its port"))),
    ])) as [string];
    return new Pack(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()));
  }

  async info() {
    const info = await call<InstanceType<typeof analyzer.AnalyzerInfo>>((done) => {
      this.#client.getAnalyzerInfo(new empty.Empty(), done);
    });
    return info.toObject();
  }

  /** Sends parameters of policies, all at level mandatory. */
  async configure(config: Readonly<Record<string, object>>): Promise<void> {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const [name, properties] of Object.entries(config)) {
      const section = new analyzer.PolicyConfig();
      section.setEnforcementlevel(analyzer.EnforcementLevel.MANDATORY);
      section.setProperties(struct.Struct.fromJavaScript({ ...properties }));
      request.getPolicyconfigMap().set(name, section);
    }
    await call((done) => {
      this.#client.configure(request, done);
    });
  }

  async analyze(type: string, name: string, props: object): Promise<readonly Diagnostic[]> {
    const request = new analyzer.AnalyzeRequest();
    request.setType(type);
    request.setName(name);
    request.setUrn(`urn:pulumi:test::test::${type}::${name}`);
    request.setOptions(new analyzer.AnalyzerResourceOptions());
    request.setProperties(struct.Struct.fromJavaScript({ ...props }));
    const response = await call<InstanceType<typeof analyzer.AnalyzeResponse>>((done) => {
      this.#client.analyze(request, done);
    });
    return response.toObject().diagnosticsList.map((diagnostic) => ({
      policy: diagnostic.policyname,
      mandatory: diagnostic.enforcementlevel === analyzer.EnforcementLevel.MANDATORY,
      message: diagnostic.message,
    }));
  }

  async stop(): Promise<void> {
    this.#client.close();
    this.#process.kill();
    if (this.#process.exitCode === null) await once(this.#process, "exit");
  }
}

function call<T>(send: (done: (error: ServiceError | null, response: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
