import grpc from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import statusMessages from "@pulumi/pulumi/proto/status_pb.js";
import { PartialError } from "../operations/effects.ts";
import { toStruct } from "./struct.ts";

/** The caller asked for something that cannot be. */
export class InvalidArgument extends Error {}

/** An error as gRPC carries it; of a resource that exists all the same, it says so. */
export function toServiceError(error: unknown): ServiceError {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof InvalidArgument ? grpc.status.INVALID_ARGUMENT : grpc.status.UNKNOWN;
  const metadata = new grpc.Metadata();
  if (error instanceof PartialError) metadata.add("grpc-status-details-bin", partialDetails(error, message));
  return Object.assign(new Error(message), { code, details: message, metadata });
}

function partialDetails(error: PartialError, message: string): Buffer {
  const { id, inputs, outputs } = error.resource;
  const partial = new providerMessages.ErrorResourceInitFailed();
  partial.setId(id);
  partial.setInputs(toStruct(inputs));
  partial.setProperties(toStruct(outputs));
  partial.setReasonsList([message]);
  const packed = new any.Any();
  packed.pack(partial.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statusMessages.Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.setDetailsList([packed]);
  return Buffer.from(status.serializeBinary());
}
