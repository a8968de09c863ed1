/** `node policy/tools/docs.ts`: writes a page for each rule, and the tables of docs/policies.md. */
import { rmSync, writeFileSync } from "node:fs";
import { rules } from "../rules/index.ts";
import { generate, leftovers, locationOf } from "./files.ts";

const files = generate(rules);
for (const [file, text] of files) writeFileSync(locationOf(file), text);
const gone = leftovers(files);
for (const file of gone) rmSync(locationOf(file));
console.log(`${String(files.size)} files written, ${String(gone.length)} removed`);
