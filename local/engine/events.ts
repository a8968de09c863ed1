import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { stripVTControlCharacters } from "node:util";

/** Operations that leave a resource as it was. */
const unchanged = new Set(["same", "read", "refresh"]);

/** What is worth telling of an engine run: counts, problems and refusals, taken from its event stream. */
export class RunLog {
  readonly counts = new Map<string, number>();
  readonly errors: string[] = [];
  readonly violations: string[] = [];
  readonly advisories: string[] = [];
  readonly #note: (text: string) => void;
  #finished = 0;

  constructor(note: (text: string) => void) {
    this.#note = note;
  }

  /** Takes one event; give it to the Automation API as `onEvent`. */
  readonly onEvent = (event: EngineEvent): void => {
    const { resOutputsEvent, diagnosticEvent, policyEvent, resourcePreEvent } = event;
    if (resourcePreEvent !== undefined && resourcePreEvent.metadata.op !== "same") {
      this.#note(`${this.#finished} done, now ${shortName(resourcePreEvent.metadata.urn)}`);
    }
    if (resOutputsEvent !== undefined) {
      const { op } = resOutputsEvent.metadata;
      this.#finished += op === "same" ? 0 : 1;
      this.counts.set(op, (this.counts.get(op) ?? 0) + 1);
    }
    if (diagnosticEvent?.severity === "error") this.errors.push(plain(diagnosticEvent.message));
    if (policyEvent !== undefined) this.#addViolation(policyEvent);
  };

  #addViolation(event: NonNullable<EngineEvent["policyEvent"]>): void {
    const where = event.resourceUrn === undefined ? "" : ` (${shortName(event.resourceUrn)})`;
    const line = `${event.policyName}${where}: ${plain(event.message)}`;
    (event.enforcementLevel === "mandatory" ? this.violations : this.advisories).push(line);
  }

  /** Number of resources that are not as they were. */
  changes(): number {
    return [...this.counts].reduce(
      (sum, [operation, count]) => sum + (unchanged.has(operation) ? 0 : count),
      0,
    );
  }

  /** Number of changes of these kinds. */
  count(...operations: readonly string[]): number {
    return operations.reduce((sum, operation) => sum + (this.counts.get(operation) ?? 0), 0);
  }
}

/** `Type name` of a URN. */
export function shortName(urn: string): string {
  const [types = "", name = ""] = urn.split("::").slice(2);
  return `${types.split("$").at(-1)?.split(":").at(-1) ?? ""} ${name}`;
}

/** Engine messages carry colour marks of two kinds. */
function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .trim();
}
