import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type {
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { fillTemplate, matchTemplate } from "../arm/ids.ts";
import { previewOutputs } from "../arm/project.ts";
import { read as readResource } from "../operations/read.ts";
import { remove as removeResource } from "../operations/remove.ts";
import { create as createResource, update as updateResource } from "../operations/write.ts";
import type { Session } from "./session.ts";
import { fromStruct, toStruct } from "./struct.ts";
import type { Props } from "../values.ts";

/** Creates a resource, or shows what creating it would give. */
export async function create(session: Session, request: CreateRequest): Promise<CreateResponse> {
  const versioned = session.typeOf(request);
  const inputs = fromStruct(request.getProperties());
  const response = new messages.CreateResponse();
  if (request.getPreview()) {
    const { module, type, apiVersion } = versioned;
    const outputs = { ...previewOutputs(module.outputs, type.name, inputs), azureApiVersion: apiVersion };
    response.setProperties(toStruct(outputs));
    return response;
  }
  const { id, outputs } = await createResource(session.context, versioned, inputs);
  response.setId(id);
  response.setProperties(toStruct(outputs));
  return response;
}

/** Updates a resource in place; a preview knows only the inputs, the name and the location. */
export async function update(session: Session, request: UpdateRequest): Promise<UpdateResponse> {
  const versioned = session.typeOf(request);
  const inputs = fromStruct(request.getNews());
  const response = new messages.UpdateResponse();
  if (request.getPreview()) {
    const { module, type, apiVersion } = versioned;
    const { name, location } = fromStruct(request.getOlds());
    const outputs: Props = {
      ...previewOutputs(module.outputs, type.name, inputs),
      azureApiVersion: apiVersion,
      ...(name !== undefined && { name }),
      ...(location !== undefined && { location }),
    };
    response.setProperties(toStruct(outputs));
    return response;
  }
  const { outputs } = await updateResource(session.context, versioned, request.getId(), inputs);
  response.setProperties(toStruct(outputs));
  return response;
}

/** Reads a resource for a refresh or an import; no id in the answer means it is gone. */
export function read(session: Session, request: ReadRequest): ReadResponse {
  const versioned = session.typeOf(request);
  const id = request.getId();
  const parts = matchTemplate(versioned.type.id, id);
  if (!parts)
    throw new Error(`'${id}' is no id of ${versioned.type.armType}: it looks like ${versioned.type.id}`);
  const [inputs, outputs] = [fromStruct(request.getInputs()), fromStruct(request.getProperties())];
  const found = readResource(
    session.context.store,
    versioned,
    fillTemplate(versioned.type.id, parts),
    inputs,
    outputs,
  );
  const response = new messages.ReadResponse();
  if (!found) return response;
  response.setId(id);
  response.setInputs(toStruct(found.inputs));
  response.setProperties(toStruct(found.outputs));
  return response;
}

/** Deletes a resource and what is below it. */
export async function remove(session: Session, request: DeleteRequest): Promise<Empty> {
  await removeResource(session.context, request.getId());
  return new empty.Empty();
}
