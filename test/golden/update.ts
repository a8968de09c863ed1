/** Writes the inventories anew: `npm run golden:update`. Their diff belongs into the review. */

import { writeFileSync } from "node:fs";
import { goldenFile, inventoryOf, stacks } from "./inventory.ts";

for (const stack of stacks) {
  const entries = await inventoryOf(stack);
  writeFileSync(goldenFile(stack), `${JSON.stringify(entries, undefined, 2)}\n`);
  console.log(`${goldenFile(stack)}: ${entries.length} resources`);
}
