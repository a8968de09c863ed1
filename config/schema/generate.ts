/** `npm run generate`: writes the files that are made of the schemas. */

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "./files.ts";

for (const [file, text] of await generatedFiles()) {
  writeFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), text);
  process.stdout.write(`${file}\n`);
}
