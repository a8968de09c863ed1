import type { AzureRule } from "../../lib/rule.ts";
import { kvRbacAndRecovery } from "./rbac-and-recovery.ts";
import { kvSecretExpiry } from "./secret-expiry.ts";
import { postgresResilience } from "./postgres-resilience.ts";
import { postgresSecureBaseline } from "./postgres-secure-baseline.ts";
import { sbEntraOnlyTls } from "./entra-only-tls.ts";
import { sbQueueDeadLetter } from "./queue-dead-letter.ts";
import { storageSecureBaseline } from "./storage-secure-baseline.ts";

/** Rules on where data is kept: Key Vault, Service Bus, Storage, PostgreSQL. */
export const dataRules: readonly AzureRule[] = [
  kvRbacAndRecovery,
  kvSecretExpiry,
  sbEntraOnlyTls,
  sbQueueDeadLetter,
  storageSecureBaseline,
  postgresSecureBaseline,
  postgresResilience,
];
