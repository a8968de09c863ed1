import assert from "node:assert/strict";
import { helmReleasePinned as rule } from "../../../policy/rules/kubernetes/helm-release-pinned.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const v4 = "kubernetes:helm.sh/v4:Chart";
const v3 = "kubernetes:helm.sh/v3:Chart";
const release = "kubernetes:helm.sh/v3:Release";
const digest = `@sha256:${"0123456789abcdef".repeat(4)}`;

function chart(changes: Body = {}): Body {
  const repositoryOpts = { repo: "https://charts.example.com" };
  return change({ chart: "redis", version: "1.4.2", namespace: "shop", repositoryOpts }, changes);
}

const newest = "version: not set, so the newest chart is taken. Name one version, e.g. 1.4.2.";
const range = "version: names a range, so the newest chart in it is taken. Name one version, e.g. 1.4.2.";
const machine =
  "repositoryOpts.repo: not set, so the machine's own Helm configuration decides. Name the repository's address.";
const insecure = "is not fetched over TLS. Use https:// or oci://.";
const opaque =
  "chart: a Release hides its objects from policies. Use a helm.sh/v4 Chart, or list this chart in allowOpaque.";

describe("k8s-helm-release-pinned", () => {
  const accepted: readonly (readonly [string, Body])[] = [
    ["an exact version", {}],
    ["a version with a v", { version: "v1.21.1" }],
    ["a switch that is off", { plainHttp: false }],
    ["a pre-release", { version: "1.0.0-rc.1+build.5" }],
    ["an OCI chart", { chart: "oci://registry.example.com/charts/redis", repositoryOpts: undefined }],
    [
      "an OCI chart by digest",
      { chart: `oci://registry.example.com/redis${digest}`, version: undefined, repositoryOpts: undefined },
    ],
    [
      "a package's address",
      { chart: "https://charts.example.com/redis-1.4.2.tgz", version: undefined, repositoryOpts: undefined },
    ],
    ...["./charts/redis", "../redis", "/srv/charts/redis", "redis-1.tgz", "file:///srv/redis"].map(
      (path) =>
        [`the files ${path}`, { chart: path, version: undefined, repositoryOpts: undefined }] as const,
    ),
  ];
  for (const [what, changes] of accepted)
    it(`accepts ${what}`, () => {
      assert.deepEqual(run(rule, v4, chart(changes)), silent);
    });

  const refused: readonly (readonly [Body, string])[] = [
    [{ version: undefined }, newest],
    [{ version: "" }, newest],
    [{ version: undefined, chart: "oci://registry.example.com/redis" }, newest],
    [{ version: undefined, chart: "https://charts.example.com/redis-latest.tgz" }, newest],
    ...["^1.4.2", "~1.4", "1.4", "1.x", "*", ">=1.0.0", "1.4.2 - 2", "latest"].map(
      (version) => [{ version }, range] as const,
    ),
    [{ repositoryOpts: undefined }, machine],
    [{ chart: "stable/redis", repositoryOpts: undefined }, machine],
    [{ "repositoryOpts.repo": "" }, machine],
    [{ "repositoryOpts.repo": "http://charts.example.com" }, `repositoryOpts.repo: ${insecure}`],
    [{ chart: "http://charts.example.com/redis-1.4.2.tgz" }, `chart: ${insecure}`],
    [
      { chart: "oci://registry.example.com/redis", plainHttp: true },
      "plainHttp: is not fetched over TLS. Leave it out.",
    ],
  ];
  for (const [changes, says] of refused)
    it(`refuses ${JSON.stringify(changes, (_, value: unknown) => value ?? null)}`, () => {
      assert.deepEqual(run(rule, v4, chart(changes)), broken(says));
    });

  it("does not echo what an address may hold", () => {
    const changes = { "repositoryOpts.repo": "http://user:hunter2@charts.example.com" };
    assert.ok(!JSON.stringify(run(rule, v4, chart(changes))).includes("hunter2"));
  });

  it("reads Chart v3, with its own words for repository and folder", () => {
    const fetched = chart({ repositoryOpts: undefined, fetchOpts: { repo: "https://charts.example.com" } });
    assert.deepEqual(run(rule, v3, fetched), silent);
    const plain = change(fetched, { "fetchOpts.repo": "http://charts.example.com" });
    assert.deepEqual(run(rule, v3, plain), broken(`fetchOpts.repo: ${insecure}`));
    assert.deepEqual(run(rule, v3, change(fetched, { version: undefined })), broken(newest));
    assert.deepEqual(run(rule, v3, { path: "charts/redis" }), silent);
  });

  it("allows a Release only for the charts of the configuration", () => {
    assert.deepEqual(run(rule, release, chart()), broken(opaque));
    assert.deepEqual(run(rule, release, chart(), { allowOpaque: ["keda"] }), broken(opaque));
    assert.deepEqual(run(rule, release, chart(), { allowOpaque: ["keda", "redis"] }), silent);
    assert.deepEqual(
      run(rule, release, chart({ version: undefined }), { allowOpaque: ["redis"] }),
      broken(newest),
    );
    assert.deepEqual(run(rule, release, chart({ chart: "./redis" })), broken(opaque));
  });

  it("leaves open what is unknown, and still sees the rest", () => {
    const hidden = (field: string) => `${field}: known only after the update`;
    assert.deepEqual(run(rule, v4, chart({ version: unknownText, repositoryOpts: undefined })), {
      violations: [machine],
      undecided: [hidden("version")],
    });
    assert.deepEqual(run(rule, v4, chart({ repositoryOpts: unknownText })), open(hidden("repositoryOpts")));
    assert.deepEqual(run(rule, v4, chart({ chart: unknownText })), open(hidden("chart")));
    assert.deepEqual(run(rule, v4, chart({ plainHttp: unknownText })), open(hidden("plainHttp")));
    assert.deepEqual(run(rule, release, chart({ chart: unknownText })), {
      violations: [opaque],
      undecided: [hidden("chart")],
    });
    assert.deepEqual(
      run(rule, release, chart({ chart: unknownText }), { allowOpaque: ["redis"] }),
      open(hidden("chart")),
    );
  });

  it("leaves excluded namespaces alone", () => {
    assert.deepEqual(run(rule, release, chart(), { excludedNamespaces: ["shop"] }), silent);
  });

  it("has nothing to say of components without inputs, other groups and other kinds", () => {
    for (const type of [v4, v3, release]) assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, v4, { chart: [] }), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:Release", chart({ version: undefined })), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", chart({ version: undefined })), silent);
  });
});
