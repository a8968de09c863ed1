/**
 * The Node.js language host for the engine built here: the official one is in no package registry.
 * The engine starts it, reads its port from the first line, and asks it to run the program and the policy pack.
 */
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { pluginCommand, programCommand } from "./languageCommands.ts";
import { run, runStreaming } from "./childRun.ts";

const require = createRequire(import.meta.url);
/** Exit code of a program that told the user itself what is wrong. */
const alreadyExplained = 32;

let engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "";

type Call<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  callback: grpc.sendUnaryData<Response>,
) => void;

const handshake: Call<language.LanguageHandshakeRequest, language.LanguageHandshakeResponse> = (
  call,
  callback,
) => {
  engineAddress = call.request.getEngineAddress();
  callback(null, new language.LanguageHandshakeResponse());
};

const runProgram: Call<language.RunRequest, language.RunResponse> = (call, callback) => {
  const command = programCommand(call.request, engineAddress, require.resolve("@pulumi/pulumi/cmd/run"));
  void run(command).then((code) => {
    const response = new language.RunResponse();
    if (code === alreadyExplained) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with exit code ${String(code)}`);
    callback(null, response);
  });
};

const runPlugin = (
  call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>,
): void => {
  const command = pluginCommand(call.request, require.resolve("@pulumi/pulumi/cmd/run-policy-pack"));
  void runStreaming(command, call);
};

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(languageService.LanguageRuntimeService, {
  handshake,
  run: runProgram,
  runPlugin,
  getRequiredPackages: (_: unknown, callback: grpc.sendUnaryData<language.GetRequiredPackagesResponse>) => {
    // The local parts put every provider on the PATH: there is nothing to install.
    callback(null, new language.GetRequiredPackagesResponse());
  },
  getRequiredPlugins: (_: unknown, callback: grpc.sendUnaryData<language.GetRequiredPluginsResponse>) => {
    callback(null, new language.GetRequiredPluginsResponse());
  },
  getPluginInfo: (_: unknown, callback: grpc.sendUnaryData<plugin.PluginInfo>) => {
    const info = new plugin.PluginInfo();
    info.setVersion("1.0.0");
    callback(null, info);
  },
  cancel: (_: unknown, callback: grpc.sendUnaryData<empty.Empty>) => {
    // The engine waits five seconds for a host that does not end by itself.
    callback(null, new empty.Empty());
    server.tryShutdown(() => process.exit(0));
  },
  about: (_: unknown, callback: grpc.sendUnaryData<language.AboutResponse>) => {
    const about = new language.AboutResponse();
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
    callback(null, about);
  },
});

// Ctrl-C reaches the whole process group; the engine decides when its hosts end.
process.on("SIGINT", () => undefined);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
