import type { ObjectRule } from "../../lib/rule.ts";
import { ingressSafeConfig } from "./ingress-safe-config.ts";
import { networkPolicyNoAllowAll } from "./networkpolicy-no-allow-all.ts";
import { serviceExposure } from "./service-exposure.ts";

/** How traffic gets into the cluster, around in it and out of it. */
export const networkingRules: readonly ObjectRule[] = [
  serviceExposure,
  ingressSafeConfig,
  networkPolicyNoAllowAll,
];
