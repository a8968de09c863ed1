import grpc from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import { fromStruct, toStruct } from "../../../local/azure/rpc/struct.ts";
import type { Props } from "../../../local/azure/values.ts";

type Callback<T> = (error: ServiceError | null, value: T) => void;

/** What the engine does with a provider, by token and logical name instead of URNs. */
export class Client {
  readonly raw: InstanceType<typeof services.ResourceProviderClient>;

  constructor(address: string) {
    this.raw = new services.ResourceProviderClient(address, grpc.credentials.createInsecure());
  }

  close(): void {
    this.raw.close();
  }

  async check(token: string, news: Props, olds: Props = {}, logicalName = "it") {
    const request = new messages.CheckRequest();
    request.setUrn(urn(token, logicalName));
    request.setNews(toStruct(news));
    request.setOlds(toStruct(olds));
    request.setRandomseed(new Uint8Array([1, 2, 3]));
    const response = await call<InstanceType<typeof messages.CheckResponse>>((done) =>
      this.raw.check(request, done),
    );
    return {
      inputs: fromStruct(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  /** Checks and creates, as `pulumi up` does; fails on check failures. */
  async up(token: string, news: Props, logicalName = "it") {
    const { inputs, failures } = await this.check(token, news, {}, logicalName);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return { inputs, ...(await this.create(token, inputs)) };
  }

  async create(token: string, inputs: Props, preview = false) {
    const request = new messages.CreateRequest();
    request.setUrn(urn(token));
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    const response = await call<InstanceType<typeof messages.CreateResponse>>((done) =>
      this.raw.create(request, done),
    );
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  async update(token: string, id: string, olds: Props, news: Props, preview = false) {
    const request = new messages.UpdateRequest();
    request.setUrn(urn(token));
    request.setId(id);
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    request.setPreview(preview);
    const response = await call<InstanceType<typeof messages.UpdateResponse>>((done) =>
      this.raw.update(request, done),
    );
    return fromStruct(response.getProperties());
  }

  async diff(token: string, oldInputs: Props, news: Props, olds: Props = {}) {
    const request = new messages.DiffRequest();
    request.setUrn(urn(token));
    request.setOldInputs(toStruct(oldInputs));
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    const response = await call<InstanceType<typeof messages.DiffResponse>>((done) =>
      this.raw.diff(request, done),
    );
    const kinds = Object.entries(messages.PropertyDiff.Kind);
    const kindOf = (entry: PropertyDiff) => kinds.find(([, value]) => value === entry.getKind())?.[0] ?? "?";
    const detail: Record<string, string> = {};
    response.getDetaileddiffMap().forEach((entry, path) => {
      detail[path] = kindOf(entry);
    });
    return {
      changed: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList().sort(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      detail,
    };
  }

  async read(token: string, id: string, inputs: Props = {}, outputs: Props = {}) {
    const request = new messages.ReadRequest();
    request.setUrn(urn(token));
    request.setId(id);
    request.setInputs(toStruct(inputs));
    request.setProperties(toStruct(outputs));
    const response = await call<InstanceType<typeof messages.ReadResponse>>((done) =>
      this.raw.read(request, done),
    );
    return {
      id: response.getId(),
      inputs: fromStruct(response.getInputs()),
      outputs: fromStruct(response.getProperties()),
    };
  }

  async delete(token: string, id: string): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setUrn(urn(token));
    request.setId(id);
    await call((done) => this.raw.delete(request, done));
  }

  async invoke(token: string, args: Props): Promise<Props> {
    const request = new messages.InvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(args));
    const response = await call<InstanceType<typeof messages.InvokeResponse>>((done) =>
      this.raw.invoke(request, done),
    );
    return fromStruct(response.getReturn());
  }

  /** Parameterizes with an SDK's bytes, or with words of a command line. */
  async parameterize(parameter: string | readonly string[]) {
    const request = new messages.ParameterizeRequest();
    if (typeof parameter === "string") {
      const value = new messages.ParameterizeRequest.ParametersValue();
      value.setValue(Buffer.from(parameter));
      request.setValue(value);
    } else {
      const args = new messages.ParameterizeRequest.ParametersArgs();
      args.setArgsList([...parameter]);
      request.setArgs(args);
    }
    const response = await call<InstanceType<typeof messages.ParameterizeResponse>>((done) =>
      this.raw.parameterize(request, done),
    );
    return { name: response.getName(), version: response.getVersion() };
  }

  async cancel(): Promise<void> {
    await call((done) => this.raw.cancel(new empty.Empty(), done));
  }
}

function urn(token: string, logicalName = "it"): string {
  return `urn:pulumi:test::project::${token}::${logicalName}`;
}

export function call<T>(send: (done: Callback<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}
