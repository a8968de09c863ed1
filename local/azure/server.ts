import grpc from "@grpc/grpc-js";
import type { handleUnaryCall } from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { Context } from "./context.ts";
import { check, diff } from "./rpc/checks.ts";
import { toServiceError } from "./rpc/errors.ts";
import * as provider from "./rpc/provider.ts";
import * as resources from "./rpc/resources.ts";
import { Session } from "./rpc/session.ts";

export interface RunningServer {
  readonly port: number;
  stop(): void;
}

/** Previews of big programs send big messages; the engine sets the same limit. */
const largestMessage = 400 * 1024 * 1024;

/** Serves the provider on a free loopback port. `onCancel` is called when the engine gives up. */
export async function serve(context: Context, onCancel: () => void): Promise<RunningServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });
  server.addService(services.ResourceProviderService, handlers(new Session(context), onCancel));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    port,
    stop: () => {
      server.forceShutdown();
    },
  };
}

function handlers(session: Session, onCancel: () => void) {
  const on = <Request, Response>(
    work: (session: Session, request: Request) => Response | Promise<Response>,
  ) => answer((request: Request) => work(session, request));
  return {
    parameterize: on(provider.parameterize),
    getSchema: on(provider.getSchema),
    checkConfig: answer(provider.checkConfig),
    diffConfig: answer(provider.diffConfig),
    configure: on(provider.configure),
    invoke: on(provider.invoke),
    check: on(check),
    diff: on(diff),
    create: on(resources.create),
    read: on(resources.read),
    update: on(resources.update),
    delete: on(resources.remove),
    cancel: answer(() => {
      onCancel();
      return new empty.Empty();
    }),
    getPluginInfo: answer(provider.getPluginInfo),
    attach: answer(() => new empty.Empty()),
    getMapping: answer(() => new messages.GetMappingResponse()),
  };
}

/** A gRPC handler from a function that answers or throws. */
function answer<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => work(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(toServiceError(error));
        },
      );
  };
}
