/**
 * The Node.js language host for the engine built here: the official one is in no package registry. It lives in the
 * command's own process, and the engine attaches to its port to have the program and the policy pack run.
 */
import * as grpc from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { pluginCommand, programCommand } from "./languageCommands.ts";
import { run, runStreaming } from "./childRun.ts";
import { Runners } from "./runners.ts";

/** Exit code of a program that told the user itself what is wrong. */
const alreadyExplained = 32;

type Call<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  callback: grpc.sendUnaryData<Response>,
) => void;

/** Where the host listens, and how to end it. */
export interface LanguageHost extends Disposable {
  /** What tells the engine to attach to this host. */
  readonly variables: Readonly<Record<string, string>>;
  /** Starts what the next engine run will ask for. */
  warm(): void;
}

/** Starts the host. @param env What the program and the policy pack see. */
export async function startLanguageHost(env: NodeJS.ProcessEnv): Promise<LanguageHost> {
  const runners = new Runners(env);
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(languageService.LanguageRuntimeService, methods(runners));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    variables: { PULUMI_DEBUG_LANGUAGES: `nodejs:${port}` },
    warm: () => {
      runners.warm();
    },
    [Symbol.dispose]: () => {
      runners.end();
      server.forceShutdown();
    },
  };
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
