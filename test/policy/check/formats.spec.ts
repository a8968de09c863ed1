import assert from "node:assert/strict";
import { rules } from "../../../policy/rules/index.ts";
import { configMapList, deployment, imageMessage, secretMessage, twoRules } from "./manifests.ts";
import { check, workInFolder, write } from "./run.ts";

const late = "(exempt until 2999-12-31 by team-a: moves on Monday)";

describe("the formats of platform check", () => {
  workInFolder();
  beforeEach(() => {
    const exemption = {
      resource: "shop/web",
      reason: "moves on Monday",
      owner: "team-a",
      expires: "2999-12-31",
    };
    write("config.json", {
      ...twoRules,
      "k8s-image-versioned": { enforcementLevel: "advisory", exemptions: [exemption] },
    });
    write("a chart/all.yaml", `${deployment}---\n${configMapList}`);
    write("broken.yaml", "kind: [\n");
  });

  const broken =
    "broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]";
  const run = async (format: string): Promise<unknown> => {
    const { status, out } = await check(".", "--config", "config.json", "--format", format);
    assert.equal(status, 2);
    return JSON.parse(out.join("\n"));
  };

  it("JSON", async () => {
    assert.deepEqual(await run("json"), {
      version: 1,
      checked: 2,
      exitCode: 2,
      results: [
        {
          rule: "k8s-no-secrets-in-configmaps",
          severity: "error",
          resource: "ConfigMap shop/settings",
          urn: "a chart/all.yaml#1.0",
          path: "items[0].data.password",
          outcome: "violation",
          message: secretMessage,
          ...{ file: "a chart/all.yaml", line: 18, column: 17 },
        },
        {
          rule: "k8s-image-versioned",
          severity: "note",
          resource: "Deployment shop/web",
          urn: "a chart/all.yaml#0.0",
          path: "spec.template.spec.containers[0].image",
          outcome: "exempt",
          message: `${imageMessage} ${late}`,
          ...{ file: "a chart/all.yaml", line: 9, column: 18 },
        },
      ],
      faults: [{ file: "broken.yaml", line: 2, column: 1, message: broken }],
    });
  });

  it("SARIF", async () => {
    const { runs, ...log } = (await run("sarif")) as { runs: { tool: unknown }[] };
    assert.deepEqual(log, { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0" });
    const position = (name: string) => rules.findIndex((rule) => rule.name === name);
    const place = (uri: string, startLine: number, startColumn: number) => [
      { physicalLocation: { artifactLocation: { uri }, region: { startLine, startColumn } } },
    ];
    const [{ tool, ...first } = { tool: undefined }] = runs;
    assert.equal(runs.length, 1);
    assert.deepEqual(first, {
      columnKind: "utf16CodeUnits",
      results: [
        {
          ruleId: "broken-yaml",
          level: "error",
          message: { text: broken },
          locations: place("broken.yaml", 2, 1),
        },
        {
          ruleId: "k8s-no-secrets-in-configmaps",
          ruleIndex: position("k8s-no-secrets-in-configmaps"),
          level: "error",
          message: { text: `ConfigMap shop/settings: ${secretMessage}` },
          locations: place("a%20chart/all.yaml", 18, 17),
          logicalLocations: [{ fullyQualifiedName: "ConfigMap shop/settings items[0].data.password" }],
        },
        {
          ruleId: "k8s-image-versioned",
          ruleIndex: position("k8s-image-versioned"),
          level: "note",
          message: { text: `Deployment shop/web: ${imageMessage} ${late}` },
          locations: place("a%20chart/all.yaml", 9, 18),
          suppressions: [{ kind: "external", justification: `${imageMessage} ${late}` }],
          logicalLocations: [
            { fullyQualifiedName: "Deployment shop/web spec.template.spec.containers[0].image" },
          ],
        },
      ],
    });
    assert.deepEqual(tool, {
      driver: {
        name: "aks-platform",
        semanticVersion: "0.1.0",
        rules: rules.map((rule) => ({
          id: rule.name,
          shortDescription: { text: rule.description },
          help: { text: rule.remediationSteps },
          helpUri: rule.url,
          defaultConfiguration: { level: rule.level === "mandatory" ? "error" : "warning" },
          properties: {
            tags: ["security", ...rule.tags],
            "security-severity": { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" }[rule.severity],
          },
        })),
      },
    });
  });
});
