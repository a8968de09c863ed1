import settings from "../../policy/config.json" with { type: "json" };
import { exemptionsIn } from "../../policy/lib/settings.ts";
import { rules } from "../../policy/rules/index.ts";

/** One advice that a command prints: a policy of level advisory, the resource's name, and what it says. */
interface Advice {
  readonly policy: string;
  readonly resource: string;
  readonly lines: readonly string[];
}

/** What a preview advises of, from what it prints to stderr. */
export function adviceIn(stderr: string): readonly Advice[] {
  const blocks = stderr.split(/^(?=advice: |Next: )/m).filter((block) => block.startsWith("advice: "));
  return blocks.map((block) => {
    const [head = "", ...lines] = block.trimEnd().split("\n");
    const [, policy = "", resource = ""] = /^advice: (\S+)(?: \(\S+ (\S+)\))?: /.exec(head) ?? [];
    return { policy, resource, lines };
  });
}

/** The rules of level advisory that are broken, by name. */
export function brokenRules(advice: readonly Advice[]): readonly string[] {
  const known = new Set(rules.map(({ name }) => name));
  return [...new Set(advice.map(({ policy }) => policy))].filter((name) => known.has(name)).sort();
}

/** `rule: resource` of every violation that is exempt, and what is said of exemptions that cover none. */
export function exemptIn(advice: readonly Advice[]): readonly string[] {
  return advice
    .filter(({ policy }) => policy.startsWith("exempted"))
    .flatMap(({ resource, lines }) =>
      lines.map((line) => {
        const rule = /\(([a-z0-9-]+)\)$/.exec(line)?.[1];
        return rule === undefined ? line : `${rule}: ${resource}`;
      }),
    )
    .sort();
}

/** `rule: resource` of every exemption in policy/config.json. */
export function exemptByConfig(): readonly string[] {
  return Object.entries(settings)
    .flatMap(([rule, section]) => exemptionsIn(section).map(({ resource }) => `${rule}: ${resource}`))
    .sort();
}
