import type { ChildProcess } from "node:child_process";
import type * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";

type PluginStream = grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/** Resolves with a process's exit code; `print` gets what it prints. */
export function run(child: ChildProcess, print: (text: string) => void): Promise<number | null> {
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", print);
  return new Promise((resolve) => {
    child.on("error", () => {
      resolve(1);
    });
    child.on("close", resolve);
  });
}

/** Sends what a process prints, then its exit code, to the engine; ends it with the call. */
export function runStreaming(child: ChildProcess, stream: PluginStream): Promise<void> {
  const send = (fill: (response: language.RunPluginResponse) => void) => {
    const response = new language.RunPluginResponse();
    fill(response);
    if (!stream.cancelled) stream.write(response);
  };
  child.stdout?.on("data", (data: Buffer) => {
    send((response) => response.setStdout(data));
  });
  child.stderr?.on("data", (data: Buffer) => {
    send((response) => response.setStderr(data));
  });
  stream.on("cancelled", () => child.kill());
  return new Promise((resolve) => {
    const end = (code: number | null) => {
      send((response) => response.setExitcode(code ?? 1));
      stream.end();
      resolve();
    };
    child.on("error", () => {
      end(1);
    });
    child.on("close", end);
  });
}
