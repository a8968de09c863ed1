import { spawn } from "node:child_process";
import type * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import type { NodeCommand } from "./languageCommands.ts";

type PluginStream = grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

/** Runs a Node.js process to its end with our own streams; resolves with its exit code. */
export function run(command: NodeCommand): Promise<number | null> {
  const child = spawn(process.execPath, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => {
    child.on("error", () => {
      resolve(1);
    });
    child.on("close", resolve);
  });
}

/** Runs a Node.js process and sends what it prints, then its exit code, to the engine; ends it with the call. */
export function runStreaming(command: NodeCommand, stream: PluginStream): Promise<void> {
  const child = spawn(process.execPath, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const send = (fill: (response: language.RunPluginResponse) => void) => {
    const response = new language.RunPluginResponse();
    fill(response);
    if (!stream.cancelled) stream.write(response);
  };
  child.stdout.on("data", (data: Buffer) => {
    send((response) => response.setStdout(data));
  });
  child.stderr.on("data", (data: Buffer) => {
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
