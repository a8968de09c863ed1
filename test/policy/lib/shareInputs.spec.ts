import assert from "node:assert/strict";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import server from "@pulumi/policy/server.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { shareInputs } from "../../../policy/lib/shareInputs.ts";
import { unwrapped } from "../../../policy/lib/records.ts";

describe("shareInputs", () => {
  it("makes the SDK give all policies the same inputs, and each message its own", async () => {
    assert.equal(shareInputs(), true);
    const seen: unknown[] = [];
    const policy: ResourceValidationPolicy = {
      name: "look",
      description: "",
      validateResource: ({ props }) => {
        seen.push(unwrapped(props));
      },
    };
    const make: unknown = Reflect.get(server, "makeAnalyzeRpcFun");
    assert.ok(typeof make === "function");
    const analyze: unknown = Reflect.apply(make, undefined, ["pack", "1.0.0", "advisory", [policy, policy]]);
    assert.ok(typeof analyze === "function");
    for (const inputs of [{ a: [1] }, { a: [1] }]) {
      const request = new analyzer.AnalyzeRequest();
      request.setOptions(new analyzer.AnalyzerResourceOptions());
      request.setProperties(struct.Struct.fromJavaScript(inputs));
      await new Promise((done) => Reflect.apply(analyze, undefined, [{ request }, done]) as unknown);
    }
    const [first, same, other] = seen;
    assert.equal(seen.length, 4);
    assert.deepEqual(first, { a: [1] });
    assert.equal(same, first);
    assert.notEqual(other, first);
  });

  it("leaves remediations their own, and an SDK that works otherwise alone", () => {
    const sdk = { deserializeProperties: (message: object) => ({ ...message }) };
    assert.equal(shareInputs(sdk), true);
    const message = { a: 1 };
    const call = (secrets: boolean): unknown =>
      Reflect.apply(sdk.deserializeProperties, undefined, [message, secrets]);
    assert.equal(call(false), call(false));
    assert.notEqual(call(true), call(true));
    assert.equal(shareInputs({}), false);
  });
});
