import assert from "node:assert/strict";
import { apiServerRestricted as rule } from "../../../policy/rules/azure/api-server-restricted.ts";
import { cluster, clusterType } from "../support/aks.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const ranges = "apiServerAccessProfile.authorizedIPRanges";
const narrow = "Name the ranges of the offices and runners that use the API server.";
const internet = `so the whole internet reaches the API server. ${narrow}`;
const runCommand = "Set it to true, or whoever may run commands through ARM walks past the address ranges.";

function check(profile: unknown, config?: unknown) {
  return runAzure(rule, clusterType, cluster({ apiServerAccessProfile: profile }), config);
}

function authorized(...authorizedIPRanges: readonly unknown[]) {
  return { authorizedIPRanges, disableRunCommand: true };
}

describe("aks-api-server-restricted", () => {
  it("accepts ranges, single addresses and private clusters", () => {
    assert.deepEqual(check(authorized("203.0.113.0/24", "198.51.100.7", "0.0.0.0/32")), silent);
    assert.deepEqual(check(authorized("10.0.0.0/8")), silent);
    assert.deepEqual(check({ enablePrivateCluster: true, disableRunCommand: true }), silent);
  });

  it("refuses an API server that answers everyone", () => {
    assert.deepEqual(check({ disableRunCommand: true }), broken(`${ranges}: not set, ${internet}`));
    assert.deepEqual(check(authorized()), broken(`${ranges}: names no range, ${internet}`));
    assert.deepEqual(
      check({ ...authorized(), enablePrivateCluster: false }),
      broken(`${ranges}: names no range, ${internet}`),
    );
    assert.deepEqual(
      check({ authorizedIPRanges: "203.0.113.0/24", disableRunCommand: true }),
      broken(`${ranges}: names no range, ${internet}`),
    );
  });

  it("refuses wide ranges, each at its place", () => {
    assert.deepEqual(
      check(authorized("203.0.113.0/24", "0.0.0.0/0", "128.0.0.0/1")),
      broken(`${ranges}[1]: /0 is wider than /8. ${narrow}`, `${ranges}[2]: /1 is wider than /8. ${narrow}`),
    );
    assert.deepEqual(
      check(authorized("203.0.113.0/24"), { shortestPrefix: 28 }),
      broken(`${ranges}[0]: /24 is wider than /28. ${narrow}`),
    );
  });

  for (const range of ["AzureCloud", "203.0.113.0/33", "203.0.113.256/24", "203.0.113.0/24/8", 5, {}])
    it(`refuses ${JSON.stringify(range)}`, () => {
      assert.deepEqual(
        check(authorized(range)),
        broken(`${ranges}[0]: is no range in CIDR notation. Write it like 203.0.113.0/24.`),
      );
    });

  it("keeps ranges within the configured ones", () => {
    const config = { allowedCidrs: ["203.0.113.0/24", "nonsense", "192.0.2.0/24"] };
    assert.deepEqual(check(authorized("203.0.113.128/25"), config), silent);
    assert.deepEqual(
      check(authorized("198.51.100.0/24"), config),
      broken(`${ranges}[0]: is in no range of allowedCidrs. ${narrow}`),
    );
  });

  it("demands that run command is off, also on private clusters", () => {
    const path = "apiServerAccessProfile.disableRunCommand";
    assert.deepEqual(check({ enablePrivateCluster: true }), broken(`${path}: not set. ${runCommand}`));
    assert.deepEqual(
      check({ enablePrivateCluster: true, disableRunCommand: false }),
      broken(`${path}: must be true. ${runCommand}`),
    );
    assert.deepEqual(check({ enablePrivateCluster: true }, { allowRunCommand: true }), silent);
  });

  it("leaves open what is unknown, and still judges known ranges", () => {
    assert.deepEqual(check(unknownText), open("apiServerAccessProfile: known only after the update"));
    assert.deepEqual(
      check({ enablePrivateCluster: unknownText, disableRunCommand: true }),
      open("apiServerAccessProfile.enablePrivateCluster: known only after the update"),
    );
    assert.deepEqual(
      check({ authorizedIPRanges: unknownText, disableRunCommand: true }),
      open(`${ranges}: known only after the update`),
    );
    assert.deepEqual(check(authorized(unknownText, "0.0.0.0/0")), {
      violations: [`${ranges}[1]: /0 is wider than /8. ${narrow}`],
      undecided: [`${ranges}[0]: known only after the update`],
    });
  });
});
