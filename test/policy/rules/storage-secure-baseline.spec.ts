import assert from "node:assert/strict";
import { storageSecureBaseline as rule } from "../../../policy/rules/azure/storage-secure-baseline.ts";
import { breaks, leavesAlone, storageAccount } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { open, runAzure } from "../support/run.ts";

const blobs: Body = {
  deleteRetentionPolicy: { enabled: true, days: 7 },
  containerDeleteRetentionPolicy: { enabled: true, days: 365 },
};
const policy = "deleteRetentionPolicy";
const defaultOff = "not set, and soft delete is off by default. Set it to true.";
const longer = "Keep what is deleted for 7 days or more.";

describe("storage-secure-baseline", () => {
  breaks(rule, "storage:StorageAccount", storageAccount, [
    [{}],
    [
      {
        minimumTlsVersion: "TLS1_3",
        enableHttpsTrafficOnly: true,
        allowBlobPublicAccess: false,
        isLocalUserEnabled: false,
      },
    ],
    [{ enableHttpsTrafficOnly: false }, "enableHttpsTrafficOnly: plain HTTP is served. Set it to true."],
    [
      { minimumTlsVersion: undefined },
      "minimumTlsVersion: not set, and TLS 1.0 is accepted by default. Set it to TLS1_2.",
    ],
    [{ minimumTlsVersion: "TLS1_1" }, "minimumTlsVersion: TLS older than 1.2 is accepted. Set it to TLS1_2."],
    [
      { allowBlobPublicAccess: true },
      "allowBlobPublicAccess: blobs may be made public. Set it to false or leave it out.",
    ],
    [
      { allowSharedKeyAccess: undefined },
      "allowSharedKeyAccess: not set, and shared keys work by default. Set it to false and grant storage data roles to identities.",
    ],
    [
      { allowSharedKeyAccess: true },
      "allowSharedKeyAccess: shared keys work. Set it to false and grant storage data roles to identities.",
    ],
    [
      { allowCrossTenantReplication: true },
      "allowCrossTenantReplication: blobs may be copied to other tenants. Set it to false or leave it out.",
    ],
    [{ isLocalUserEnabled: true }, "isLocalUserEnabled: local users sign in without Entra. Set it to false."],
  ]);
  breaks(rule, "storage:BlobServiceProperties", blobs, [
    [{}],
    [{ [policy]: undefined }, `${policy}.enabled: ${defaultOff}`],
    [{ [`${policy}.enabled`]: false }, `${policy}.enabled: soft delete is off. Set it to true.`],
    [{ [`${policy}.days`]: 6 }, `${policy}.days: not between 7 and 365. ${longer}`],
    [{ [`${policy}.days`]: undefined }, `${policy}.days: not set. ${longer}`],
    [{ containerDeleteRetentionPolicy: {} }, `containerDeleteRetentionPolicy.enabled: ${defaultOff}`],
  ]);
  breaks(rule, "storage:BlobServiceProperties", blobs, [[{ [`${policy}.days`]: 1 }]], {
    minRetentionDays: 1,
  });
  breaks(rule, "storage:FileServiceProperties", {}, [
    [{}],
    [{ shareDeleteRetentionPolicy: { enabled: true } }],
    [
      { shareDeleteRetentionPolicy: { enabled: false } },
      "shareDeleteRetentionPolicy.enabled: soft delete is off. Set it to true.",
    ],
    [
      { shareDeleteRetentionPolicy: { enabled: true, days: 1 } },
      `shareDeleteRetentionPolicy.days: not between 7 and 365. ${longer}`,
    ],
  ]);
  breaks(rule, "storage:BlobContainer", {}, [
    [{}],
    [{ publicAccess: "None" }],
    [{ publicAccess: "Blob" }, "publicAccess: anyone may read its blobs. Set it to None or leave it out."],
  ]);

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      runAzure(rule, "storage:StorageAccount", change(storageAccount, { allowSharedKeyAccess: unknownText })),
      open("allowSharedKeyAccess: known only after the update"),
    );
    assert.deepEqual(
      runAzure(rule, "storage:BlobServiceProperties", change(blobs, { [policy]: unknownText })),
      open(`${policy}: known only after the update`),
    );
  });

  leavesAlone(rule, "storage:Queue");
});
