import type { StackRule } from "../../lib/rule.ts";
import { networkPolicyCoverage } from "./networkpolicy-coverage.ts";
import { pdbFitsReplicas } from "./pdb-fits-replicas.ts";
import { routeBackendsExist } from "./route-backends-exist.ts";
import { routeHostHasCertificate } from "./route-host-has-certificate.ts";
import { serviceSelectsWorkload } from "./service-selects-workload.ts";
import { tenantNamespaceComplete } from "./tenant-namespace-complete.ts";
import { workloadHasPdb } from "./workload-has-pdb.ts";

/** Rules on how workloads, Services, routes, certificates and policies fit together. */
export const wiringRules: readonly StackRule[] = [
  workloadHasPdb,
  pdbFitsReplicas,
  serviceSelectsWorkload,
  routeBackendsExist,
  routeHostHasCertificate,
  tenantNamespaceComplete,
  networkPolicyCoverage,
];
