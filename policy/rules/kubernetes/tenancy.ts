import type { ObjectRule } from "../../lib/rule.ts";
import { namespacePsaRestricted } from "./namespace-psa-restricted.ts";
import { noDefaultNamespace } from "./no-default-namespace.ts";
import { quotaLimitRangeComplete } from "./quota-limitrange-complete.ts";
import { requiredLabels } from "./required-labels.ts";

/** How tenants and add-ons are kept apart, and told apart. */
export const tenancyRules: readonly ObjectRule[] = [
  noDefaultNamespace,
  namespacePsaRestricted,
  requiredLabels,
  quotaLimitRangeComplete,
];
