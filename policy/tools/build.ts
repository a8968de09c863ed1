/** `npm run build -w policy`: writes the package as it is published to policy/dist; an argument names another folder. */
import { fileURLToPath } from "node:url";
import { BuildError, buildPackage } from "./package.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));
try {
  buildPackage(folder);
  console.log(`${folder} written; npm pack or npm publish it`);
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
