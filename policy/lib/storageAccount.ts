import { isFalse, isTrue, oneOf, type InputDemand } from "./azureInput.ts";

/** Input of a storage account, and what it has to be. */
export const accountDemands: readonly (readonly [string, InputDemand])[] = [
  ["enableHttpsTrafficOnly", { accepts: isTrue, problem: "plain HTTP is served", fix: "Set it to true" }],
  [
    "minimumTlsVersion",
    {
      accepts: oneOf("TLS1_2", "TLS1_3"),
      problem: "TLS older than 1.2 is accepted",
      absent: "not set, and TLS 1.0 is accepted by default",
      fix: "Set it to TLS1_2",
    },
  ],
  [
    "allowBlobPublicAccess",
    { accepts: isFalse, problem: "blobs may be made public", fix: "Set it to false or leave it out" },
  ],
  [
    "allowSharedKeyAccess",
    {
      accepts: isFalse,
      problem: "shared keys work",
      absent: "not set, and shared keys work by default",
      fix: "Set it to false and grant storage data roles to identities",
    },
  ],
  [
    "allowCrossTenantReplication",
    {
      accepts: isFalse,
      problem: "blobs may be copied to other tenants",
      fix: "Set it to false or leave it out",
    },
  ],
  [
    "isLocalUserEnabled",
    { accepts: isFalse, problem: "local users sign in without Entra", fix: "Set it to false" },
  ],
];
