import { existsSync } from "node:fs";
import { UserError } from "../support/errors.ts";
import { places } from "../support/paths.ts";

/** Prints the path of the environment's kubeconfig, for `kubectl --kubeconfig "$(npm run -s local:kubeconfig)"`. */
export function kubeconfig(options: { readonly env: string }): void {
  const { kubeconfig: file } = places(options.env);
  if (!existsSync(file)) {
    throw new UserError(`Environment "${options.env}" has no cluster yet.`, "npm run local:up");
  }
  process.stdout.write(`${file}\n`);
}
