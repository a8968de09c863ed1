import { azureFrom, type AzureResource } from "./azure.ts";
import { ExemptionLog } from "./exemptionLog.ts";
import { Notes } from "./notes.ts";
import { fromResource, type KubernetesObject } from "./object.ts";
import { outputsOf, recordOf, type Seen } from "./records.ts";
import { stackFrom, type ResourceRecord, type Stack } from "./stack.ts";

/** One resource while the rules look at it; they share one parse of it. */
export interface Visit {
  readonly objects: readonly KubernetesObject[];
  readonly azure: AzureResource | undefined;
  readonly undecided: Notes;
  readonly exempted: Notes;
}

/** A whole stack while the stack rules look at it. */
export interface Pass {
  readonly urns: readonly string[];
  readonly stack: Stack;
  readonly undecided: Notes;
  readonly exempted: Notes;
}

/**
 * What policies of one run share. Stack policies get outputs from the engine, which are empty or mostly unknown in
 * a preview; so inputs are kept by URN as resources pass by, and the stack is built from those.
 *
 * A process usually serves one run. For those that serve several, the first resource after a stack pass begins a
 * new run; and a stack holds only what the engine names in it, so nothing of an earlier run counts.
 */
export class Collector {
  exemptions = new ExemptionLog();
  readonly #records = new Map<string, ResourceRecord>();
  readonly #visits = new Map<string, Visit>();
  /** Types of the resources whose policies are running, by URN. */
  readonly #running = new Map<string, string>();
  #pass: Pass | undefined;
  #complete = false;

  /** The first policy on a resource calls this. */
  begin(resource: Seen): void {
    if (this.#complete) this.#reset();
    this.#pass = undefined;
    const record = recordOf(resource);
    this.#records.set(resource.urn, record);
    this.#visits.set(resource.urn, visitOf(record));
    this.#running.set(resource.urn, resource.type);
  }

  /** The last policy on a resource calls this. */
  end({ urn }: Seen): void {
    this.#running.delete(urn);
    this.#visits.delete(urn);
  }

  visit(resource: Seen): Visit {
    const known = this.#visits.get(resource.urn);
    if (known !== undefined && this.#running.has(resource.urn)) return known;
    // Nobody called begin: parse it every time, for its inputs may be others than those of an earlier run.
    const { undecided, exempted } = known ?? { undecided: new Notes(), exempted: new Notes() };
    const visit = { ...visitOf(recordOf(resource)), undecided, exempted };
    this.#visits.set(resource.urn, visit);
    return visit;
  }

  /**
   * Types of the resources whose policies are running: one, or several where requests overlap. Empty when that is
   * not known.
   */
  running(): readonly string[] {
    return [...this.#running.values()];
  }

  /** The stack of these resources, built once for all stack policies. */
  pass(resources: readonly Seen[]): Pass {
    const urns = resources.map(({ urn }) => urn);
    if (this.#pass !== undefined && sameList(this.#pass.urns, urns)) return this.#pass;
    // The engine names them in any order, and of two rivals rules blame the later one.
    const records = resources
      .map((one) => this.#records.get(one.urn) ?? outputsOf(one))
      .sort((one, other) => (one.urn < other.urn ? -1 : 1));
    this.#pass = { urns, stack: stackFrom(records), undecided: new Notes(), exempted: new Notes() };
    this.#complete = true;
    return this.#pass;
  }

  /** The last stack policy calls this. */
  endPass(): void {
    this.#pass = undefined;
  }

  #reset(): void {
    this.#records.clear();
    this.#visits.clear();
    this.#running.clear();
    this.exemptions = new ExemptionLog();
    this.#complete = false;
  }
}

function visitOf({ type, props, protect }: ResourceRecord): Visit {
  return {
    objects: fromResource(type, props),
    azure: azureFrom(type, props, protect),
    undecided: new Notes(),
    exempted: new Notes(),
  };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
