import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "coverage", ".stryker", "local/go", "policy/dist"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "policy/pack.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
      globals: { console: "readonly", process: "readonly" },
    },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // Resources are created for their effect on the engine; their object is often not needed.
    files: ["components/**", "stacks/**", "test/**"],
    rules: { "no-new": "off" },
  },
  { files: ["test/**", "bench/**"], rules: { "max-lines": ["error", { max: 400, skipBlankLines: true }] } },
  {
    // The Kubernetes client's models are classes, but its own documentation passes plain objects.
    files: ["test/e2e/**"],
    rules: { "@typescript-eslint/no-unsafe-class-instance-assignment": "off" },
  },
  {
    // Components get everything as arguments: no environment, no files (architecture: one road for data).
    files: ["components/**", "stacks/**"],
    rules: { "no-restricted-globals": ["error", "process"] },
  },
  { files: ["**/*.mjs", "policy/pack.js"], extends: [tseslint.configs.disableTypeChecked] },
);
