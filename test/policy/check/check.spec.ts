import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { configMapList, deployment, imageMessage, secretMessage, twoRules } from "./manifests.ts";
import { check, workInFolder, write } from "./run.ts";

const configured = ["--config", "config.json"];

describe("platform check", () => {
  workInFolder();
  beforeEach(() => {
    write("config.json", twoRules);
    write("chart/all.yaml", `# Source: a chart\n${deployment}---\n${configMapList}---\n`);
    write("chart/values.yaml", "image: nginx:latest\n");
    write("web.yaml", deployment);
  });

  const imageFinding = `error: Deployment shop/web: ${imageMessage} [k8s-image-versioned]`;
  const all = [
    `chart/all.yaml:10:18: ${imageFinding}`,
    `chart/all.yaml:19:17: error: ConfigMap shop/settings: ${secretMessage} [k8s-no-secrets-in-configmaps]`,
    "2 resources checked: 2 errors, 0 warnings, 0 notes.",
  ];

  it("reports file, line and column in folders, multi-document files and lists", async () => {
    assert.deepEqual(await check("chart", ...configured), { status: 1, out: all, err: "" });
  });

  it("writes the report to a file", async () => {
    assert.deepEqual(await check("chart", ...configured, "--output", "report.txt"), {
      status: 1,
      out: [],
      err: "",
    });
    assert.equal(readFileSync("report.txt", "utf8"), `${all.join("\n")}\n`);
  });

  it("reports several paths in the order of their names", async () => {
    const { out } = await check("web.yaml", "chart", ...configured);
    assert.deepEqual(out, [
      ...all.slice(0, 2),
      `web.yaml:9:18: ${imageFinding}`,
      "3 resources checked: 3 errors, 0 warnings, 0 notes.",
    ]);
  });

  it("passes when only advice is left, and nothing when there is nothing", async () => {
    write("config.json", { ...twoRules, "k8s-image-versioned": "advisory" });
    assert.deepEqual(await check("web.yaml", ...configured), {
      status: 0,
      out: [
        `web.yaml:9:18: warning: Deployment shop/web: ${imageMessage} [k8s-image-versioned]`,
        "1 resource checked: 0 errors, 1 warning, 0 notes.",
      ],
      err: "",
    });
    assert.deepEqual((await check("chart/values.yaml")).out, [
      "0 resources checked: 0 errors, 0 warnings, 0 notes.",
    ]);
  });

  it("takes the levels of an environment, under those of the configuration", async () => {
    const digest = async (...args: readonly string[]) =>
      (await check("web.yaml", ...args)).out.find((line) => line.includes("[k8s-image-digest-pinned]"));
    assert.match((await digest()) ?? "", /^web\.yaml:9:18: warning: /);
    assert.equal(await digest("--env", "dev"), undefined);
    write("config.json", { "k8s-image-digest-pinned": "mandatory" });
    assert.match((await digest("--env", "dev", ...configured)) ?? "", /^web\.yaml:9:18: error: /);
  });

  it("leaves out the rules on a stack when told to", async () => {
    const found = async (...args: readonly string[]) =>
      (await check("web.yaml", ...args)).out.filter((line) => line.includes("[stack-")).length;
    assert.ok((await found()) > 0);
    assert.equal(await found("--no-stack-rules"), 0);
  });

  it("passes unknown kinds, and over what is no Kubernetes object", async () => {
    const gadget = "apiVersion: example.com/v1\nkind: Gadget\nmetadata:\n  name: g\n";
    write("gadget.yaml", `${gadget}---\nkind: Gadget\n---\nvalues: [1]\n`);
    const { status, out } = await check("gadget.yaml");
    assert.equal(status, 0);
    assert.equal(out.at(-1), "1 resource checked: 0 errors, 2 warnings, 0 notes.");
  });

  it("names broken YAML at file, line and column, and still checks the rest", async () => {
    write("chart/broken.yaml", "kind: Pod\nspec: [1\nmore: 2\n");
    const { status, out } = await check("chart", ...configured);
    assert.equal(status, 2);
    assert.deepEqual(out, [
      ...all.slice(0, 2),
      "chart/broken.yaml:3:1: error: broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
      "2 resources checked: 3 errors, 0 warnings, 0 notes.",
    ]);
  });

  it("keeps what is exempt in sight, and refuses what no longer is", async () => {
    const exempt = (expires: string) => {
      const exemption = { resource: "shop/web", reason: "moves on Monday", owner: "team-a", expires };
      const section = { enforcementLevel: "mandatory", exemptions: [exemption] };
      write("config.json", { ...twoRules, "k8s-image-versioned": section });
      return check("web.yaml", ...configured);
    };
    const at = "web.yaml:9:18:";
    const of = `Deployment shop/web: ${imageMessage}`;
    assert.deepEqual(await exempt("2999-12-31"), {
      status: 0,
      out: [
        `${at} note: ${of} (exempt until 2999-12-31 by team-a: moves on Monday) [k8s-image-versioned]`,
        "1 resource checked: 0 errors, 0 warnings, 1 note.",
      ],
      err: "",
    });
    assert.deepEqual(await exempt("2020-01-31"), {
      status: 1,
      out: [
        `${at} error: ${of} (exemption of team-a expired on 2020-01-31) [k8s-image-versioned]`,
        "1 resource checked: 1 error, 0 warnings, 0 notes.",
      ],
      err: "",
    });
  });

  const refusals: readonly (readonly [args: readonly string[], message: string])[] = [
    [["nowhere"], "nowhere: cannot be read (ENOENT). Give files, folders or - for standard input.\n"],
    [["web.yaml", "--config", "chart/values.yaml"], "chart/values.yaml: is no readable JSON.\n"],
    [["web.yaml", "--config", "nowhere.json"], "nowhere.json: is no readable JSON.\n"],
    [
      ["web.yaml", "--config", "odd.json"],
      "odd.json: all: must be one of advisory, mandatory, remediate, disabled\n" +
        'odd.json: undecided: must not make undecided mandatory, or notes fail the run; set "undecided": "advisory"\n',
    ],
    [
      ["config.json", "--state"],
      "config.json: holds no resources. Give what `pulumi stack export` or `pulumi preview --json` printed, " +
        "or a state file of a self-managed backend.\n",
    ],
  ];
  for (const [args, message] of refusals)
    it(`refuses ${args.join(" ")}`, async () => {
      write("odd.json", { all: "loud", undecided: "mandatory" });
      assert.deepEqual(await check(...args), { status: 2, out: [], err: message });
    });
});
