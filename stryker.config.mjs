import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

// The runner asks for Mocha's parts as .js; Mocha 12 has them as .cjs (stryker-mutator/stryker-js#6205).
const { extensions } = createRequire(import.meta.url);
extensions[".cjs"] ??= extensions[".js"];
const runner = await import("@stryker-mutator/mocha-runner");

// A mutant of what runs while files load needs a process of its own; with compiled code at hand it starts twice as fast.
process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "node-compile-cache");

/** Of a rule, what is compared word for word with its generated page: see test/policy/docs.spec.ts. */
const metadata = new Set([
  ...["name", "description", "severity", "level", "framework", "tags", "remediationSteps", "url"],
]);

/** What makes a parameter; the last argument is its description, which is on the page too. */
const parameters = new Set([
  ...["flag", "atLeast", "optionalAtLeast", "matching", "strings", "patterns", "choiceByName"],
]);

/** Leaves out the texts on a rule's page: one test kills them all, so they would only raise the score. */
export const strykerPlugins = [
  ...runner.strykerPlugins,
  declareValuePlugin(PluginKind.Ignore, "rule-page", {
    shouldIgnore: (path) => (isMetadata(path) || isDescription(path) ? "on the rule's page" : undefined),
  }),
];

export const { strykerValidationSchema } = runner;

/** `description: "..."` and the like, directly in `defineRule({ ... })`; `description` in the schema of a parameter. */
function isMetadata({ node, parentPath }) {
  if (node.type !== "ObjectProperty" || !metadata.has(node.key.name)) return false;
  const { parent } = parentPath;
  if (parent.type === "CallExpression") return /^define\w*Rule/.test(parent.callee.name);
  return parent.type === "ObjectProperty" && parent.key.name === "schema" && node.key.name === "description";
}

/** The last argument in `atLeast(1, 2, "Least replicas.")`. */
function isDescription({ node, parent }) {
  if (parent?.type !== "CallExpression" || !parameters.has(parent.callee.name)) return false;
  return parent.arguments.indexOf(node) === parent.arguments.length - 1;
}

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  // What says nothing of a rule's verdict is left out: the pages' generator, names of benchmarks, the pack's start.
  mutate: ["policy/**/*.ts", "!policy/tools/**", "!policy/lib/frameworks.ts", "!policy/index.ts"],
  ignorers: ["rule-page"],
  plugins: [import.meta.url],
  testRunner: "mocha",
  mochaOptions: {
    spec: ["test/policy/**/*.spec.ts"],
    ignore: [
      // What a test builds or starts as a process sees no mutant.
      ...["pack", "package", "check/cli"],
      // Random input would make the score depend on luck.
      ...["properties", "rules/wiring"],
      // Takes long, and asks nothing of the pack.
      "docsFormat",
    ].map((name) => `test/policy/${name}.spec.ts`),
  },
  coverageAnalysis: "perTest",
  // Types are stripped, not checked.
  disableTypeChecks: false,
  concurrency: 1,
  // A timeout counts as killed; a busy machine must not raise the score. Endless loops end by counting before.
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: ".stryker/incremental.json",
  tempDirName: ".stryker/sandbox",
  reporters: ["clear-text", "html"],
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  htmlReporter: { fileName: ".stryker/report.html" },
  thresholds: { high: 90, low: 80, break: 80 },
};
