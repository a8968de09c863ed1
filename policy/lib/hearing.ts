import { judge } from "./exemptions.ts";
import type { Exemption } from "./exemptionShape.ts";
import type { ExemptionLog } from "./exemptionLog.ts";
import type { Finding } from "./finding.ts";
import type { Notes } from "./notes.ts";
import type { Rule } from "./rule.ts";
import { exemptionsIn } from "./settings.ts";

/** Where notes go. */
interface Desk {
  readonly undecided: Notes;
  readonly exempted: Notes;
}

/** Judges what one rule found on one resource or stack. */
export class Hearing {
  readonly #rule: Rule;
  readonly #exemptions: readonly Exemption[];
  readonly #today: () => string;
  readonly #log: ExemptionLog;
  readonly #desk: Desk;

  /** @param config The rule's section of the configuration. @param today Gives `YYYY-MM-DD`. */
  constructor(rule: Rule, config: unknown, today: () => string, log: ExemptionLog, desk: Desk) {
    this.#rule = rule;
    this.#exemptions = exemptionsIn(config);
    this.#today = today;
    this.#log = log;
    this.#desk = desk;
    log.give(rule.name, this.#exemptions);
  }

  /** The messages to report under the rule; what is exempt or undecided becomes a note. */
  violations(urn: string, findings: readonly Finding[], names: () => readonly string[]): readonly string[] {
    if (findings.length === 0) return [];
    const exemptible = this.#exemptions.length > 0;
    const known = exemptible ? names() : [];
    const today = exemptible ? this.#today() : "";
    return findings.flatMap((finding) => {
      const { outcome, message, matched } = judge(finding, known, this.#exemptions, today);
      this.#log.match(this.#rule.name, matched);
      if (outcome === "violation") return [message];
      const notes = outcome === "exempt" ? this.#desk.exempted : this.#desk.undecided;
      notes.add(urn, message.startsWith(":") ? `the whole object${message}` : message, this.#rule.name);
      return [];
    });
  }
}

/** A rule's findings. A rule that fails is undecided: an error would end the whole run. */
export function guarded<F extends Finding>(
  check: () => readonly F[],
  located: (fault: Finding) => F,
): readonly F[] {
  try {
    return check();
  } catch (error) {
    return [located({ verdict: "undecided", path: "", message: faultIn(error) })];
  }
}

/** Names the place in the code, never the error's text: it may repeat a value. */
function faultIn(error: unknown): string {
  if (!(error instanceof Error)) return "the rule failed";
  const frame = error.stack?.split("\n").find((line) => /^\s+at /.test(line));
  const place = /([\w.-]+:\d+):\d+\)?$/.exec(frame ?? "")?.[1];
  return `the rule failed: ${error.name}${place === undefined ? "" : ` at ${place}`}`;
}
