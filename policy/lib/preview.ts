import * as sdk from "@pulumi/policy";

/** Exported by the SDK since 1.21, but without a type. */
const wrap: unknown = Reflect.get(sdk, "unknownCheckingProxy");

/** Inputs as the engine hands them to a policy: reading an unknown value throws. For tests and tools. */
export function asInPreview(inputs: object): unknown {
  if (typeof wrap !== "function") throw new TypeError("this @pulumi/policy has no unknownCheckingProxy");
  return Reflect.apply(wrap, undefined, [inputs]);
}
