import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onLevels } from "../../../policy/check/levels.ts";
import { keysOf } from "../../../policy/check/path.ts";

const cli = join(import.meta.dirname, "../../../policy/check/cli.ts");

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      containers:
        - name: web
          image: nginx:latest
`;
const secretList = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: settings, namespace: shop }
    data:
      password: hunter2
`;
const onlyImage = {
  all: "disabled",
  inventory: "advisory",
  "k8s-image-versioned": "mandatory",
  "k8s-no-secrets-in-configmaps": "mandatory",
};

describe("platform check", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "check-"));
    writeFileSync(join(folder, "config.json"), JSON.stringify(onlyImage));
    mkdirSync(join(folder, "chart"));
    writeFileSync(join(folder, "chart/all.yaml"), `# Source: a chart\n${deployment}---\n${secretList}---\n`);
    writeFileSync(join(folder, "chart/values.yaml"), "image: nginx:latest\n");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function check(args: readonly string[], input = "") {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "check", ...args], {
      cwd: folder,
      input,
      encoding: "utf8",
    });
    return { status, out: stdout.trimEnd().split("\n"), err: stderr.trimEnd() };
  }

  const imageFinding =
    "error: Deployment shop/web: spec.template.spec.containers[0].image (container web): tag latest of nginx moves. " +
    "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:.... [k8s-image-versioned]";

  it("reports file, line and column in folders, multi-document files and lists", () => {
    assert.deepEqual(check(["chart", "--config", "config.json"]), {
      status: 1,
      out: [
        `chart/all.yaml:10:18: ${imageFinding}`,
        "chart/all.yaml:19:17: error: ConfigMap shop/settings: items[0].data.password: named like a secret and " +
          "written in plain text. Move it to Key Vault or a Secret; if it is no secret, list the key in allow. " +
          "[k8s-no-secrets-in-configmaps]",
        "2 resources checked: 2 errors, 0 warnings, 0 notes.",
      ],
      err: "",
    });
  });

  it("reads standard input", () => {
    const { status, out } = check(["-", "--config", "config.json"], deployment);
    assert.equal(status, 1);
    assert.equal(out[0], `<stdin>:9:18: ${imageFinding}`);
  });

  it("passes when only advice is left, and nothing when there is nothing", () => {
    writeFileSync(
      join(folder, "config.json"),
      JSON.stringify({ ...onlyImage, "k8s-image-versioned": "advisory" }),
    );
    const advised = check(["-", "--config", "config.json"], deployment);
    assert.equal(advised.status, 0);
    assert.equal(advised.out.at(-1), "1 resource checked: 0 errors, 1 warning, 0 notes.");
  });

  it("passes unknown kinds, and over what is no Kubernetes object", () => {
    const gadget = "apiVersion: example.com/v1\nkind: Gadget\nmetadata:\n  name: g\n";
    const { status, out } = check(["-"], `${gadget}---\nkind: Gadget\n---\nvalues: [1]\n`);
    assert.equal(status, 0);
    assert.equal(out.at(-1), "1 resource checked: 0 errors, 2 warnings, 0 notes.");
  });

  it("names broken YAML at file, line and column, and still checks the rest", () => {
    writeFileSync(join(folder, "chart/broken.yaml"), "kind: Pod\nspec: [1\nmore: 2\n");
    const { status, out } = check(["chart", "--config", "config.json"]);
    assert.equal(status, 2);
    assert.match(out.join("\n"), /^chart\/broken\.yaml:3:1: error: broken YAML: /m);
    assert.equal(out.at(-1), "2 resources checked: 3 errors, 0 warnings, 0 notes.");
  });

  it("keeps what is exempt in sight, and refuses what no longer is", () => {
    const exempt = (expires: string) => {
      const exemption = { resource: "shop/web", reason: "moves on Monday", owner: "team-a", expires };
      const section = { enforcementLevel: "mandatory", exemptions: [exemption] };
      writeFileSync(
        join(folder, "config.json"),
        JSON.stringify({ ...onlyImage, "k8s-image-versioned": section }),
      );
      return check(["-", "--config", "config.json"], deployment);
    };
    const valid = exempt("2999-12-31");
    assert.equal(valid.status, 0);
    assert.match(
      valid.out[0] ?? "",
      /: note: .* \(exempt until 2999-12-31 by team-a: moves on Monday\) \[k8s-image/,
    );
    const late = exempt("2020-01-31");
    assert.equal(late.status, 1);
    assert.match(late.out[0] ?? "", /: error: .* \(exemption of team-a expired on 2020-01-31\) \[k8s-image/);
  });

  it("prints JSON and SARIF with the same places", () => {
    const json = JSON.parse(
      check(["chart", "--config", "config.json", "--format", "json"]).out.join("\n"),
    ) as {
      results: { file: string; line: number; rule: string }[];
    };
    const places = json.results.map(({ file, line, rule }) => `${file}:${line} ${rule}`).sort();
    assert.deepEqual(places, [
      "chart/all.yaml:10 k8s-image-versioned",
      "chart/all.yaml:19 k8s-no-secrets-in-configmaps",
    ]);
    const sarif = JSON.parse(
      check(["chart", "--config", "config.json", "--format", "sarif"]).out.join("\n"),
    ) as {
      runs: { results: { locations: { physicalLocation: { region: { startLine: number } } }[] }[] }[];
    };
    const lines = sarif.runs[0]?.results.map(
      ({ locations }) => locations[0]?.physicalLocation.region.startLine,
    );
    assert.deepEqual(lines?.sort(), [10, 19]);
  });

  it("reads states and plans", () => {
    const urn = "urn:pulumi:dev::shop::kubernetes:apps/v1:Deployment::web";
    const inputs = { spec: { template: { spec: { containers: [{ name: "web", image: "nginx:latest" }] } } } };
    const resource = { urn, type: "kubernetes:apps/v1:Deployment", inputs };
    const files = {
      "export.json": { version: 3, deployment: { resources: [resource, { ...resource, delete: true }] } },
      "plan.json": {
        steps: [
          { op: "create", newState: resource },
          { op: "delete", oldState: resource },
        ],
      },
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), JSON.stringify(content));
      const { status, out } = check([name, "--state", "--config", "config.json"]);
      assert.equal(status, 1);
      assert.equal(out.length, 2);
      assert.ok(out[0]?.startsWith(`${urn}: error: web: spec.template.spec.containers[0].image`), out[0]);
    }
  });

  const refusals: readonly (readonly [string[], string])[] = [
    [["nowhere"], "nowhere: cannot be read (ENOENT). Give files, folders or - for standard input."],
    [
      ["config.json", "--state"],
      "config.json: holds no resources. Give what `pulumi stack export` or `pulumi preview --json` printed, " +
        "or a state file of a self-managed backend.",
    ],
    [["-", "--config", "chart/values.yaml"], "chart/values.yaml: is no readable JSON."],
  ];
  for (const [args, message] of refusals)
    it(`refuses ${args.join(" ")}`, () => {
      const { status, err } = check(args);
      assert.equal(status, 2);
      assert.equal(err, message);
    });
});

describe("levels of a check", () => {
  it("are the environment's, under the parameters and levels of a configuration", () => {
    const environment = { a: "advisory", b: "disabled", c: "advisory" };
    assert.deepEqual(
      onLevels(environment, { a: { x: 1 }, b: "mandatory", d: { enforcementLevel: "advisory" } }),
      {
        a: { enforcementLevel: "advisory", x: 1 },
        b: "mandatory",
        c: "advisory",
        d: { enforcementLevel: "advisory" },
      },
    );
  });
});

describe("paths of findings", () => {
  it("are split into keys", () => {
    assert.deepEqual(keysOf('spec.containers[0].env[12]["a.b/c\\"d"].x'), [
      ...["spec", "containers", 0, "env", 12, 'a.b/c"d', "x"],
    ]);
    assert.deepEqual(keysOf(""), []);
  });
});
