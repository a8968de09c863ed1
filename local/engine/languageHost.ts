/**
 * The Node.js language host for the engine built here: the official one is in no package registry. A command starts
 * it as a process of its own (see hostProcess.ts), and the engine attaches to its port to have the program and the
 * policy pack run. When the command is killed, the host lives on until the engine has finished what is under way.
 */
import { setTimeout } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { pluginCommand, programCommand } from "./languageCommands.ts";
import { run, runStreaming } from "./childRun.ts";
import { startAzureProvider } from "./azureProvider.ts";
import type { HostAnswer, HostOrder, Upcoming } from "./hostOrders.ts";
import { Runners } from "./runners.ts";
import { engineRuns } from "./strays.ts";

/** Exit code of a program that told the user itself what is wrong. */
const alreadyExplained = 32;

type Call<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  callback: grpc.sendUnaryData<Response>,
) => void;

async function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

function methods(runners: Runners): grpc.UntypedServiceImplementation {
  let engineAddress = "";

  const handshake: Call<language.LanguageHandshakeRequest, language.LanguageHandshakeResponse> = (
    { request },
    callback,
  ) => {
    engineAddress = request.getEngineAddress();
    callback(null, new language.LanguageHandshakeResponse());
  };

  const runProgram: Call<language.RunRequest, language.RunResponse> = ({ request }, callback) => {
    const console = new engineService.EngineClient(engineAddress, grpc.credentials.createInsecure());
    const child = runners.start("program", programCommand(request, engineAddress));
    void run(child, (text) => {
      const message = new engine.LogRequest();
      message.setSeverity(engine.LogSeverity.INFO);
      message.setMessage(text);
      console.log(message, () => undefined);
    }).then((code) => {
      console.close();
      const response = new language.RunResponse();
      if (code === alreadyExplained) response.setBail(true);
      else if (code !== 0) response.setError(`the program ended with exit code ${String(code)}`);
      callback(null, response);
    });
  };

  return {
    handshake,
    run: runProgram,
    runPlugin: (call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>) => {
      void runStreaming(runners.start("policy", pluginCommand(call.request)), call);
    },
    // The local parts put every provider on the PATH: there is nothing to install.
    getRequiredPackages: answer(() => new language.GetRequiredPackagesResponse()),
    getRequiredPlugins: answer(() => new language.GetRequiredPluginsResponse()),
    getPluginInfo: answer(() => {
      const info = new plugin.PluginInfo();
      info.setVersion("1.0.0");
      return info;
    }),
    cancel: answer(() => new empty.Empty()),
    about: answer(() => {
      const about = new language.AboutResponse();
      about.setExecutable(process.execPath);
      about.setVersion(process.version);
      return about;
    }),
  };
}

function answer<Response>(make: () => Response): Call<unknown, Response> {
  return (_, callback) => {
    callback(null, make());
  };
}

const runners = new Runners();
const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(languageService.LanguageRuntimeService, methods(runners));
const listening = listen(server);

async function prepare(upcoming: Upcoming): Promise<void> {
  const azure = startAzureProvider(upcoming);
  process.once("disconnect", () => void end(upcoming, () => azure.process.kill()));
  runners.prepare(upcoming);
  const answer: HostAnswer = { host: await listening, azure: await azure.port };
  process.send?.(answer);
}

/** Ends after the engine, which goes on when its command is killed, and then needs its program and its provider. */
async function end({ env }: Upcoming, stopProvider: () => void): Promise<void> {
  await runners.finish();
  while (engineRuns(env)) await setTimeout(200);
  stopProvider();
  process.exit(0);
}

const quit = () => process.exit(0);
process.once("disconnect", quit);
process.on("message", (order: HostOrder) => {
  if (order === "warm") {
    runners.warm();
    return;
  }
  process.off("disconnect", quit);
  void prepare(order);
});
// Ctrl-C reaches the whole process group; the engine decides when its host ends.
process.on("SIGINT", () => undefined);
