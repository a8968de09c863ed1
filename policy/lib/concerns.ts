import { azureFrom, azureType } from "./azure.ts";
import type { Collector } from "./collector.ts";
import { concernsKind, everyKind } from "./kinds.ts";
import { fromResource } from "./object.ts";
import type { AzureRule, ObjectRule } from "./rule.ts";

type ResourceRule = ObjectRule | AzureRule;

/**
 * Keeps the engine's SDK from preparing a resource for rules that it does not concern, which costs more than all
 * rules together. The SDK skips a function whose `__pulumiType` is another type than the resource's; that is one
 * exact type, but a rule concerns many. So the property answers for the resources that are under way: undefined,
 * which skips nothing, if the rule concerns any of them or if they are not known.
 */
export class Applicability {
  readonly #collector: Collector;
  readonly #byType = new Map<string, Map<ResourceRule, boolean>>();

  constructor(collector: Collector) {
    this.#collector = collector;
  }

  attach<F extends object>(validate: F, rule: ResourceRule): F {
    const all = concernOf(rule);
    return Object.defineProperty(validate, "__pulumiType", {
      get: () => (this.#runs(rule) ? undefined : all),
    });
  }

  #runs(rule: ResourceRule): boolean {
    const types = this.#collector.running();
    // Once in a run each rule is called, whatever the resource: only then it can tell its exemptions.
    if (types.length === 0 || !this.#collector.exemptions.knows(rule.name)) return true;
    return types.some((type) => this.#concerned(rule, type));
  }

  #concerned(rule: ResourceRule, type: string): boolean {
    const rules = this.#byType.get(type) ?? new Map<ResourceRule, boolean>();
    this.#byType.set(type, rules);
    const answer = rules.get(rule) ?? concerns(rule, type);
    rules.set(rule, answer);
    return answer;
  }
}

/** Whether a rule can have anything to say of resources of a Pulumi type. A list may hold objects of any kind. */
function concerns(rule: ResourceRule, type: string): boolean {
  if (rule.scope === "azure") {
    const resource = azureFrom(type, {});
    return resource !== undefined && rule.types.includes(azureType(resource));
  }
  const [object] = fromResource(type, {});
  if (object === undefined) return false;
  return concernsKind(rule.kinds, object) || object.kind.endsWith("List");
}

/**
 * What the SDK says the rule applies to, in its answer for each resource that it does not: so it is short. Never a
 * whole type, so never equal to the resource's.
 */
function concernOf(rule: ResourceRule): string {
  const [first = "", ...others] = rule.scope === "azure" ? rule.types : rule.kinds;
  if (first === everyKind) return "every kind of object";
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
