import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isList, isProps, unknown } from "../values.ts";
import type { Json, Props } from "../values.ts";

/** Key of the engine's wrappers for values that JSON cannot carry, and the two wrappers that may reach us. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Reads a property map; nulls are dropped, secrets and outputs are unwrapped. */
export function fromStruct(message: Struct | undefined): Props {
  const value = message ? plain(message.toJavaScript()) : {};
  return isProps(value) ? value : {};
}

function plain(value: Json): Json {
  if (isList(value)) return value.map(plain);
  if (!isProps(value)) return value;
  if (value[signature] === secret || value[signature] === output) return plain(value["value"] ?? unknown);
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}

export function toStruct(properties: Props): Struct {
  return struct.Struct.fromJavaScript(properties);
}
