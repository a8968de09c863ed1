import type { StackRule } from "../../lib/rule.ts";
import { autoscalerTargetExists } from "./autoscaler-target-exists.ts";
import { azureCompanions } from "./azure-companions.ts";
import { federatedIdentityMatchesSa } from "./federated-identity-matches-sa.ts";
import { noCrossTenantReferences } from "./no-cross-tenant-references.ts";
import { privateEndpointsComplete } from "./private-endpoints-complete.ts";
import { quotaFitsWorkloads } from "./quota-fits-workloads.ts";
import { referencesExist } from "./references-exist.ts";
import { registryPullWiring } from "./registry-pull-wiring.ts";
import { scaledObjectWorkloadIdentity } from "./scaledobject-workload-identity.ts";
import { singleAutoscaler } from "./single-autoscaler.ts";

/** Rules on links between objects, and between them and Azure. */
export const referenceRules: readonly StackRule[] = [
  referencesExist,
  autoscalerTargetExists,
  singleAutoscaler,
  scaledObjectWorkloadIdentity,
  federatedIdentityMatchesSa,
  noCrossTenantReferences,
  azureCompanions,
  privateEndpointsComplete,
  registryPullWiring,
  quotaFitsWorkloads,
];
