import type { Effects } from "./effects/effects.ts";
import type { ArmError } from "./arm/errors.ts";
import type { Naming } from "./arm/names.ts";
import type { StoredResource } from "./store.ts";
import type { Props } from "./values.ts";

/** What rules may see of the subscription. */
export interface Subscription {
  get(id: string): StoredResource | undefined;
  list(type?: string): readonly StoredResource[];
}

/** A create, or an update when `previous` is set, as ARM receives it. */
export interface Write {
  readonly id: string;
  readonly name: string;
  readonly inputs: Props;
  readonly previous?: StoredResource;
  readonly azure: Subscription;
}

/** What happened to a resource: `before` is absent on creation, `after` on deletion. */
export interface Change {
  readonly before?: StoredResource;
  readonly after?: StoredResource;
  readonly azure: Subscription;
}

/** A resource that bears one write at a time. */
export interface Serialized {
  readonly id: string;
  /** What ARM answers to a second one. */
  readonly refusal: ArmError;
}

/** One emulated Azure resource type. */
export interface ResourceType {
  /** Module and class of azure-native, e.g. `containerservice` and `AgentPool`. */
  readonly module: string;
  readonly name: string;
  readonly armType: string;
  /** The id, with the inputs it is made of in braces; each of them replaces the resource when it changes. */
  readonly id: string;
  readonly naming: Naming;
  /** Whether a location must be given, or can be taken from the resource group. */
  readonly locationRequired?: boolean;
  /** Other input paths that azure-native replaces the resource for. */
  readonly replaces?: readonly string[];
  /** Input paths whose change azure-native sends, and ARM refuses. */
  readonly frozen?: readonly string[];
  /** Lists of objects that are told apart by a property instead of their position. */
  readonly keyed?: Readonly<Record<string, string>>;

  /** Problems to be seen in the inputs alone, as azure-native's Check reports them. */
  check?(inputs: Props): readonly string[];
  /** ARM's rules; throws an ArmError. */
  admit?(write: Write): void;
  /** What Azure adds to the inputs. */
  outputs?(write: Write): Props;
  /** Resources Azure makes along with this one. */
  companions?(write: Write): readonly StoredResource[];
  /** Ids of resources elsewhere that go when this one goes. */
  owned?(resource: StoredResource): readonly string[];
  /** Rules against deleting; throws an ArmError. */
  release?(resource: StoredResource, azure: Subscription): void;
  /** What remains after deletion. */
  tombstone?(resource: StoredResource): StoredResource;
  /** What bears only one write at a time. */
  serialized?(id: string): Serialized;
  /** Makes the local cluster look as it should. */
  effect?(effects: Effects, change: Change): Promise<void>;
}
