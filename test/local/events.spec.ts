import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { RunLog, shortName } from "../../local/engine/events.ts";

const urn =
  "urn:pulumi:local::aks-platform::aks-platform:tenant:Tenant$kubernetes:apps/v1:Deployment::todo-api";

/** Events carry much more than this tool reads. */
function event(part: object): EngineEvent {
  return { sequence: 0, timestamp: 0, ...part };
}

describe("the engine's events", () => {
  it("shorten a URN to type and name", () => {
    assert.equal(shortName(urn), "Deployment todo-api");
  });

  it("are counted by operation", () => {
    const log = new RunLog(() => undefined);
    for (const op of ["create", "create", "same", "update"]) {
      log.onEvent(event({ resOutputsEvent: { metadata: { op, urn } } }));
    }
    assert.equal(log.count("create", "update"), 3);
    assert.equal(log.count("delete"), 0);
  });

  it("keep errors and violations, without colour marks", () => {
    const log = new RunLog(() => undefined);
    log.onEvent(event({ diagnosticEvent: { severity: "error", message: "<{%reset%}>broken\u001b[0m\n" } }));
    const policy = { policyName: "k8s-image-versioned", resourceUrn: urn, message: "no tag" };
    log.onEvent(event({ policyEvent: { ...policy, enforcementLevel: "mandatory" } }));
    log.onEvent(event({ policyEvent: { ...policy, enforcementLevel: "advisory" } }));
    assert.deepEqual(log.errors, ["broken"]);
    assert.deepEqual(log.violations, ["k8s-image-versioned (Deployment todo-api): no tag"]);
    assert.deepEqual(log.advisories, log.violations);
  });
});
