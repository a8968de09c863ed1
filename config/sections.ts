/** The environment's sections as they are written: platform defaults with the stack's values over them. */

import { pins, pinsFile } from "./calendar/uses.ts";
import { environmentDefaults } from "./defaults.ts";
import { checkEnvironment, full, type Sections } from "./environment.ts";
import type { Problem } from "./problems.ts";
import { reporter } from "./report.ts";
import type { Reports } from "./rules/calendar.ts";
import { checkNulls } from "./shape.ts";
import { graft, merge, withoutNulls, type TreeMap } from "./tree.ts";

export const defaultsFile = "config/defaults.ts";

export interface Layers {
  readonly tree: TreeMap;
  /** Those that are well-formed. */
  readonly sections: Sections;
}

/** Keys of the stack that are not the environment's own. */
const tenantKeys = ["tenantsDirectory", "tenants"];

function layer(stack: TreeMap): TreeMap {
  const written = withoutNulls(stack);
  const merged = merge(graft(environmentDefaults, { file: defaultsFile }), written);
  return merged.kind === "map" ? merged : stack;
}

/** @param stack The stack's own layer; what is malformed is added to `problems`. */
export function readSections(stack: TreeMap, problems: Problem[]): Layers {
  const entries = new Map([...stack.entries].filter(([key]) => !tenantKeys.includes(key)));
  checkNulls(full, { ...stack, entries }, reporter(stack, problems));
  const tree = layer({ ...stack, entries });
  return { tree, sections: checkEnvironment(tree, reporter(tree, problems)) };
}

/** Reports on the stack's values and on the pins, each at its place. */
export function reportsOn(tree: TreeMap, problems: Problem[], severity?: "warning"): Reports {
  return {
    stack: reporter(tree, problems, severity),
    pins: reporter(graft(pins, { file: pinsFile }), problems, severity),
  };
}
