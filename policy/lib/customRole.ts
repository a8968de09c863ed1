import { checkInput, type InputDemand } from "./azureInput.ts";
import { undecided, type Finding } from "./finding.ts";
import { get, isPending, items, type Field } from "./read.ts";

/** Checks the actions of a role that is not built in. */
export function checkDefinition(body: Field): readonly Finding[] {
  const lists = items(get(body, "permissions")).flatMap((permission) => [
    get(permission, "actions"),
    get(permission, "dataActions"),
  ]);
  const unseen = [get(body, "permissions"), ...lists].filter(isPending).map(undecided);
  return [...unseen, ...lists.flatMap(items).flatMap((action) => checkInput(action, narrowAction))];
}

const narrowAction: InputDemand = {
  accepts: (value) => typeof value !== "string" || !isWideAction(value.trim().toLowerCase()),
  problem: "allows everything, or lets its holder grant rights",
  fix: "List the actions that the task needs",
};

/** Reading everything is allowed: Azure's own Reader does no less. */
function isWideAction(action: string): boolean {
  const grants =
    /^microsoft\.authorization\/(?:\*|(?:roleassignments|roledefinitions)\/(?:\*|write)|elevateaccess\/)/;
  return action === "*" || (action.startsWith("*/") && action !== "*/read") || grants.test(action);
}
