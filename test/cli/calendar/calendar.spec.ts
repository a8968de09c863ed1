import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check } from "prettier";
import { generate } from "../../../cli/calendar/docs.ts";
import { isRefused, rowsOf } from "../../../cli/calendar/rows.ts";
import { findEntry } from "../../../config/calendar/index.ts";
import { statusOf } from "../../../config/calendar/status.ts";
import type { SurveyRow } from "../../../config/calendar/survey.ts";
import { platform } from "../run.ts";

interface Json {
  readonly on: string;
  readonly used: readonly {
    readonly environment: string;
    readonly id: string;
    readonly place: { readonly file: string; readonly line?: number };
    readonly state: string;
    readonly ends?: string;
    readonly daysLeft?: number;
    readonly successor?: string;
  }[];
  readonly problems: readonly { readonly severity: string; readonly path: string }[];
  readonly matrix: readonly {
    readonly kubernetes: string;
    readonly fits: Readonly<Record<string, boolean>>;
  }[];
}

function row(id: string, today: string, acceptedUntil?: string): SurveyRow {
  const entry = findEntry(id);
  assert.ok(entry);
  const status = statusOf(entry, today, "KubernetesOfficial");
  return { ...status, place: { file: "" }, ...(acceptedUntil === undefined ? {} : { acceptedUntil }) };
}

describe("platform calendar", () => {
  it("shows what each environment uses, until when, and what comes after", () => {
    const { status, out } = platform(["calendar", "--on", "2026-11-21", "--matrix"]);
    assert.equal(status, 0);
    assert.equal(out[0], "On 2026-11-21:");
    const cells = (line = "") => line.split("│").map((cell) => cell.trim());
    const [kubernetes, matrix] = ["Kubernetes 1.36 on AKS", "1.36"].map((first) =>
      cells(out.find((line) => cells(line)[1] === first)).slice(1, -1),
    );
    assert.deepEqual(kubernetes, [
      "Kubernetes 1.36 on AKS",
      "dev, local, prod, staging",
      "2027-06-30",
      "221",
      "supported",
      "Kubernetes 1.37 on AKS",
    ]);
    assert.deepEqual(matrix, ["1.36", "1.5", "2.19", "yes", "yes", "yes", "yes"]);
  });

  it("says what a preview on that day would say, each once", () => {
    const { out } = platform(["calendar", "--on", "2027-02-20"]);
    const keyVault = out.filter((line) => line.includes("azureApis.keyvault"));
    assert.deepEqual(keyVault, [
      "warning: config/versions.ts: azureApis.keyvault[0]: Azure Key Vault API 2024-11-01 ends on 2027-02-27, in 7 days. " +
        'Got "2024-11-01". Move to Azure Key Vault API 2026-02-01.',
    ]);
  });

  it("ends with 1 when something has ended, and names it for scripts", () => {
    const { status, out } = platform(["calendar", "--env", "dev", "--on", "2027-07-01", "--json"]);
    assert.equal(status, 1);
    const { on, used, problems, matrix } = JSON.parse(out.join("\n")) as Json;
    assert.equal(on, "2027-07-01");
    assert.ok(used.every(({ environment }) => environment === "dev"));
    const found = used.find(({ id }) => id === "kubernetes/1.36");
    assert.ok(found);
    const { place, state, ends, daysLeft, successor } = found;
    assert.deepEqual([state, ends, daysLeft, successor], ["ended", "2027-06-30", -1, "kubernetes/1.37"]);
    assert.ok(place.file === "Pulumi.dev.yaml" && (place.line ?? 0) > 0);
    assert.ok(problems.some(({ severity, path }) => severity === "error" && path === "kubernetes.version"));
    assert.equal(matrix.find(({ kubernetes }) => kubernetes === "1.37")?.fits["cert-manager 1.21"], false);
  });

  it("ends with 2 for an environment or a day that does not exist", () => {
    assert.deepEqual(platform(["calendar", "--env", "prdo"]), {
      status: 2,
      out: [""],
      err: [
        'There is no environment "prdo": Pulumi.prdo.yaml does not exist. Did you mean prod? Allowed: dev, local, prod, staging.',
      ],
    });
    const { status, err } = platform(["calendar", "--on", "2027-02-30"]);
    assert.deepEqual([status, err], [2, ["--on 2027-02-30 is not a day. Use YYYY-MM-DD, e.g. 2027-01-31."]]);
  });
});

describe("rows of the calendar", () => {
  it("are merged over environments, unless their end differs", () => {
    const today = "2026-12-15";
    const [one, other] = [row("kubernetes/1.34", today), row("kubernetes/1.34", today, "2027-01-31")];
    const surveys = new Map(
      Object.entries({ dev: one, staging: one, prod: other }).map(([name, only]) => [
        name,
        { rows: [row("os/azure-linux-3", today), only], problems: [] },
      ]),
    );
    assert.deepEqual(
      rowsOf(surveys).map(({ entry, environments }) => [entry.id, environments.join()]),
      [
        ["kubernetes/1.34", "dev,staging"],
        ["kubernetes/1.34", "prod"],
        ["os/azure-linux-3", "dev,staging,prod"],
      ],
    );
  });

  it("are refused after the end, and after the exception's", () => {
    assert.ok(!isRefused(row("kubernetes/1.34", "2026-11-30"), "2026-11-30"));
    assert.ok(isRefused(row("kubernetes/1.34", "2026-12-01"), "2026-12-01"));
    assert.ok(!isRefused(row("kubernetes/1.34", "2027-01-31", "2027-01-31"), "2027-01-31"));
    assert.ok(isRefused(row("kubernetes/1.34", "2027-02-01", "2027-01-31"), "2027-02-01"));
  });
});

describe("docs/calendar.md", () => {
  it("has the tables of the calendar", async () => {
    const { file, text } = generate();
    assert.equal(readFileSync(file, "utf8"), text, "run node cli/calendar/docs.ts");
    assert.ok(await check(text, { parser: "markdown", printWidth: 110 }));
  });
});
