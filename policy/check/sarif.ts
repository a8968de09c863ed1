import type { Rule } from "../lib/rule.ts";
import type { Place } from "./documents.ts";
import { severityOf, type Report } from "./report.ts";

const security: Readonly<Record<string, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** SARIF 2.1.0, as code scanning of GitHub and Azure DevOps reads it. */
export function asSarif(report: Report, rules: readonly Rule[]): string {
  const index = new Map(rules.map(({ name }, position) => [name, position]));
  const results = report.results.map((result) => ({
    ruleId: result.rule.name,
    ruleIndex: index.get(result.rule.name),
    level: severityOf(result),
    message: { text: `${result.resource}: ${result.message}` },
    locations: locations(report.placeOf(result)),
    ...(result.outcome === "exempt"
      ? { suppressions: [{ kind: "external", justification: result.message }] }
      : {}),
    logicalLocations: [{ fullyQualifiedName: `${result.resource} ${result.finding.path}` }],
  }));
  const faults = report.faults.map((fault) => ({
    ruleId: "broken-yaml",
    level: "error",
    message: { text: fault.message },
    locations: locations(fault),
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "aks-platform", semanticVersion: "0.1.0", rules: rules.map(describe) } },
        columnKind: "utf16CodeUnits",
        results: [...faults, ...results],
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function describe(rule: Rule) {
  return {
    id: rule.name,
    shortDescription: { text: rule.description },
    help: { text: rule.remediationSteps },
    helpUri: rule.url,
    defaultConfiguration: { level: rule.level === "advisory" ? "warning" : "error" },
    properties: { tags: ["security", ...rule.tags], "security-severity": security[rule.severity] },
  };
}

function locations(place: Place | undefined) {
  if (place === undefined) return [];
  const { file, line, column } = place;
  const uri = file.split(/[\\/]/).map(encodeURIComponent).join("/");
  return [
    {
      physicalLocation: {
        artifactLocation: { uri },
        region: { startLine: line, startColumn: column },
      },
    },
  ];
}
