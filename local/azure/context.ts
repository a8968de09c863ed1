import type { Effects } from "./effects/effects.ts";
import type { Store } from "./store.ts";

/** What one emulator process works with. */
export interface Context {
  readonly store: Store;
  readonly effects: Effects;
  /** The local cluster's credentials, as AKS would hand them out; throws if there is no cluster. */
  kubeconfig(): string;
}
