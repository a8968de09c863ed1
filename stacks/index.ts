/** The program: one environment, from its stack's configuration and the tenants' files. */

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Compiled code is kept from run to run, and only what is imported after this line: half of the time to start.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/aks-platform", import.meta.url)));
const { run } = await import("./program.ts");

/** What others may know of this environment: see contract.ts. */
export const contract = await run();
