import type { AzureRule } from "../../lib/rule.ts";
import { hygiene } from "./hygiene.ts";
import { noSharedCredentials } from "./no-shared-credentials.ts";

/** Rules on container registries. */
export const registryRules: readonly AzureRule[] = [noSharedCredentials, hygiene];
