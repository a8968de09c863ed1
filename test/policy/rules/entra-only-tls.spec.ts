import assert from "node:assert/strict";
import { sbEntraOnlyTls as rule } from "../../../policy/rules/azure/entra-only-tls.ts";
import { breaks, leavesAlone, namespace } from "../support/azureData.ts";
import { change, unknownText } from "../support/objects.ts";
import { broken, open, runAzure } from "../support/run.ts";

const type = "servicebus:Namespace";
const old = "minimumTlsVersion: TLS older than 1.2 is accepted. Set it to 1.2.";

describe("sb-entra-only-tls", () => {
  breaks(rule, type, namespace, [
    [{}],
    [{ minimumTlsVersion: "1.2" }],
    [{ minimumTlsVersion: "1.3" }],
    [{ minimumTlsVersion: "1.1" }, old],
    ...["newest", "TLS1.2", "1.20", 1.2, {}].map((version) => [{ minimumTlsVersion: version }, old] as const),
    [{ disableLocalAuth: false }, "disableLocalAuth: shared access keys work. Set it to true."],
    [
      { disableLocalAuth: undefined },
      "disableLocalAuth: not set, and shared access keys work by default. Set it to true.",
    ],
  ]);
  breaks(
    rule,
    type,
    namespace,
    [[{}, "minimumTlsVersion: not set, and TLS older than 1.3 is accepted by default. Set it to 1.3."]],
    { minTls: "1.3" },
  );

  for (const kind of ["NamespaceAuthorizationRule", "QueueAuthorizationRule", "TopicAuthorizationRule"])
    it(`refuses a ${kind}`, () => {
      assert.deepEqual(
        runAzure(rule, `servicebus:${kind}`, { rights: ["Listen"] }),
        broken(
          "rights: the rule hands out shared access keys. Remove it and grant a Service Bus data role to an identity.",
        ),
      );
    });

  it("leaves open what is unknown", () => {
    const changes = { disableLocalAuth: unknownText, minimumTlsVersion: unknownText };
    assert.deepEqual(
      runAzure(rule, type, change(namespace, changes)),
      open("disableLocalAuth: known only after the update", "minimumTlsVersion: known only after the update"),
    );
  });

  leavesAlone(rule, "eventhub:Namespace");
});
