import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { UserError } from "../support/errors.ts";
import { writeFileAtomically } from "../support/files.ts";
import { makePrivateFolder, type Places, root } from "../support/paths.ts";

/** Values the local parts set on top of an environment's own configuration. */
export type Overrides = Readonly<Record<string, unknown>>;

/** What the engine's project folder links to, so that nothing is written into the checkout. */
const linked = ["stacks", "node_modules", "package.json", "Pulumi.yaml"];

function settingsFile(environment: string): string {
  return join(root, `Pulumi.${environment}.yaml`);
}

/**
 * Makes the folder the engine runs in: links to the sources, and a copy of the environment's settings with the
 * local overrides and the engine's own encryption salt. The committed files are never touched.
 */
export function writeProject(at: Places, overrides: Overrides): void {
  const source = settingsFile(at.environment);
  if (!existsSync(source)) {
    throw new UserError(
      `There is no environment "${at.environment}": Pulumi.${at.environment}.yaml does not exist.`,
      "npm run local:up -- --env dev",
    );
  }
  makePrivateFolder(at.project);
  for (const name of linked) {
    rmSync(join(at.project, name), { force: true });
    symlinkSync(join(root, name), join(at.project, name));
  }
  const target = join(at.project, `Pulumi.${at.environment}.yaml`);
  const salt = existsSync(target)
    ? parseDocument(readFileSync(target, "utf8")).get("encryptionsalt")
    : undefined;
  const document = parseDocument(readFileSync(source, "utf8"));
  if (document.errors.length > 0) {
    throw new UserError(`Pulumi.${at.environment}.yaml: ${document.errors[0]?.message ?? "not YAML"}`);
  }
  for (const [key, value] of Object.entries(overrides))
    document.setIn(["config", `aks-platform:${key}`], value);
  if (salt !== undefined) document.set("encryptionsalt", salt);
  writeFileAtomically(target, document.toString());
}
