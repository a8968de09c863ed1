/** What ARM answers, in the words azure-native passes on: `Status=404 Code="ParentResourceNotFound" Message="..."`. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, target?: string) {
    super(
      `Status=${status} Code="${code}" Message="${message}"${target === undefined ? "" : ` Target="${target}"`}`,
    );
    this.name = "ArmError";
    this.status = status;
    this.code = code;
  }
}

export function badRequest(message: string, code = "BadRequest", target?: string): ArmError {
  return new ArmError(400, code, message, target);
}

export function conflict(code: string, message: string): ArmError {
  return new ArmError(409, code, message);
}

export function groupNotFound(group: string): ArmError {
  return new ArmError(404, "ResourceGroupNotFound", `Resource group '${group}' could not be found.`);
}

export function parentNotFound(armType: string, parent: string): ArmError {
  return new ArmError(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${armType}', because the parent resource '${parent}' could not be found.`,
  );
}

export function resourceNotFound(armType: string, name: string, group: string): ArmError {
  return new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${armType}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** A resource that is named in a property and does not exist. */
export function referenceNotFound(id: string, property: string): ArmError {
  return badRequest(
    `Resource ${id} referenced by property '${property}' was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    "InvalidResourceReference",
  );
}

export function changeNotAllowed(property: string): ArmError {
  return badRequest(`Changing property '${property}' is not allowed.`, "PropertyChangeNotAllowed", property);
}
