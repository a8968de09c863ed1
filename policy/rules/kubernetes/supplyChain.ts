import type { ObjectRule } from "../../lib/rule.ts";
import { helmReleasePinned } from "./helm-release-pinned.ts";
import { imageAllowedRegistries } from "./image-allowed-registries.ts";
import { imageDigestPinned } from "./image-digest-pinned.ts";

/** Rules on where software comes from. */
export const supplyChainRules: readonly ObjectRule[] = [
  imageDigestPinned,
  imageAllowedRegistries,
  helmReleasePinned,
];
