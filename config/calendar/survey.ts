/** Everything an environment uses with its dates, whether still supported or not. */

import type { Day } from "../day.ts";
import type { LoadOptions } from "../load.ts";
import { ConfigError, type Place, type Problem } from "../problems.ts";
import { checkCalendar } from "../rules/calendar.ts";
import { checkCompatibility } from "../rules/compatibility.ts";
import { readSections, reportsOn } from "../sections.ts";
import { readStack } from "../stack.ts";
import { placeOf } from "../tree.ts";
import { findEntry } from "./index.ts";
import { statusOf, successorOf, type Status } from "./status.ts";
import { pinsFile, usesOf } from "./uses.ts";

export interface SurveyRow extends Status {
  /** Where the use is written. */
  readonly place: Place;
  readonly successor?: Status;
  /** Last day on which the environment accepts it although it has ended. */
  readonly acceptedUntil?: Day;
}

export interface Survey {
  readonly rows: readonly SurveyRow[];
  /** What a preview on that day would say of them: errors and warnings. */
  readonly problems: readonly Problem[];
}

/** @throws ConfigError if the stack's values are malformed. */
export function survey({ root, stack, values, today }: LoadOptions): Survey {
  const malformed: Problem[] = [];
  const { tree, sections } = readSections(readStack(root, stack, values, malformed), malformed);
  if (malformed.length > 0) throw new ConfigError(malformed);
  const plan = sections.kubernetes?.supportPlan ?? "KubernetesOfficial";
  const uses = usesOf(sections);
  const rows = uses.flatMap(({ id, from, path }) => {
    const entry = findEntry(id);
    if (!entry) return [];
    const successor = successorOf(entry, today, plan);
    const accepted = sections.calendar?.accept.find((one) => one.id === id);
    return {
      ...statusOf(entry, today, plan),
      place: from === "stack" ? placeOf(tree, path) : { file: pinsFile },
      ...(successor ? { successor } : {}),
      ...(accepted ? { acceptedUntil: accepted.until } : {}),
    };
  });
  const problems: Problem[] = [];
  const errors = reportsOn(tree, problems);
  checkCalendar(sections, uses, today, errors, reportsOn(tree, problems, "warning"));
  checkCompatibility(sections, today, errors.stack);
  return { rows, problems };
}
