import assert from "node:assert/strict";
import { fromResource } from "../../../policy/lib/object.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";
import type { Rule } from "../../../policy/lib/rule.ts";

export interface Outcome {
  readonly violations: readonly string[];
  readonly undecided: readonly string[];
}

/** The messages of a rule on one resource; the same with and without the proxy that throws on unknown values. */
export function run(rule: Rule, type: string, props: object, config?: unknown): Outcome {
  const [plain, proxied] = [props, asInPreview(props)].map((inputs) =>
    fromResource(type, inputs).flatMap((object) => rule.check(object, config)),
  );
  assert.deepEqual(proxied, plain);
  const messages = (verdict: string) =>
    (plain ?? []).filter((finding) => finding.verdict === verdict).map((finding) => finding.message);
  return { violations: messages("violation"), undecided: messages("undecided") };
}

/** The rule has nothing to say. */
export const silent: Outcome = { violations: [], undecided: [] };

export function broken(...violations: readonly string[]): Outcome {
  return { violations, undecided: [] };
}

export function open(...undecided: readonly string[]): Outcome {
  return { violations: [], undecided };
}
