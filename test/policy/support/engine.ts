import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  StackValidationArgs,
} from "@pulumi/policy";
import type { PackPolicy } from "../../../policy/lib/crossguard.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";

/** One resource of a fake run. */
export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
  /** What the stack pass gets; as in a preview without a cluster, nothing. */
  readonly outputs?: object;
  readonly protect?: boolean;
}

export type Config = Readonly<Record<string, object>>;

/** Runs policies as the SDK's server does: in their order, skipping by `__pulumiType`. Reports begin with the policy. */
export class Engine {
  readonly #policies: readonly PackPolicy[];
  readonly #config: Config;
  /** Calls of resource callbacks so far, by policy. */
  readonly calls = new Map<string, number>();
  readonly skipped: string[] = [];

  constructor(policies: readonly PackPolicy[], config: Config = {}) {
    this.#policies = policies;
    this.#config = config;
  }

  async analyze(resource: Given): Promise<readonly string[]> {
    const reports: string[] = [];
    for (const policy of this.#policies) {
      if (!("validateResource" in policy)) continue;
      const validate = policy.validateResource as unknown as Validate<ResourceValidationArgs>;
      const type = validate.__pulumiType;
      if (type !== undefined && type !== resource.type) {
        this.skipped.push(`${policy.name}: ${type}`);
        continue;
      }
      this.calls.set(policy.name, (this.calls.get(policy.name) ?? 0) + 1);
      const args = { ...policyResource(resource, resource.inputs), ...this.#common(policy) };
      await validate(args as unknown as ResourceValidationArgs, (message) => {
        reports.push(`${policy.name}: ${message}`);
      });
    }
    return reports;
  }

  async analyzeStack(resources: readonly Given[]): Promise<readonly string[]> {
    const reports: string[] = [];
    for (const policy of this.#policies) {
      if (!("validateStack" in policy)) continue;
      const validate = policy.validateStack as unknown as Validate<StackValidationArgs>;
      const args = {
        resources: resources.map((one) => policyResource(one, one.outputs ?? {})),
        ...this.#common(policy),
      };
      await validate(args as unknown as StackValidationArgs, (message, urn) => {
        reports.push(
          `${policy.name}${urn === undefined ? "" : ` @${urn.split("::").at(-1) ?? ""}`}: ${message}`,
        );
      });
    }
    return reports;
  }

  /** Everything that a run over these resources reports. */
  async run(resources: readonly Given[]): Promise<readonly string[]> {
    const reports: string[] = [];
    for (const resource of resources) reports.push(...(await this.analyze(resource)));
    return [...reports, ...(await this.analyzeStack(resources))];
  }

  #common({ name }: PackPolicy) {
    return { getConfig: () => ({ ...this.#config[name] }), stackTags: new Map() };
  }
}

interface Validate<Args> {
  (args: Args, report: ReportViolation): Promise<void> | undefined;
  readonly __pulumiType?: string;
}

/** A URN of the fake run. */
export function urnOf({ type, name }: Pick<Given, "type" | "name">): string {
  return `urn:pulumi:test::test::${type}::${name}`;
}

function policyResource(resource: Given, props: object): Partial<PolicyResource> {
  const { type, name, protect = false } = resource;
  return {
    ...{ type, name, urn: urnOf(resource), props: asInPreview(props) as Record<string, unknown> },
    opts: {
      protect,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
    } as unknown as PolicyResource["opts"],
  };
}
