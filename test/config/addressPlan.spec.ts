import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { freeBlocks, planSubnets, subnetRoleOf, type AddressNeeds } from "../../config/addressPlan.ts";
import { render } from "../../config/problems.ts";
import { contains, overlap, parseRange } from "../../config/ranges.ts";
import { peakNodes, podBlocks, usableAddresses } from "../../config/rules/nodeRoom.ts";
import { nodePoolRoles, type Environment } from "../../config/types.ts";
import { configurationOf } from "../support/program.ts";
import { changed, compliant, loadFiles, problemsOf, stackFile } from "./fixture.ts";

/** Address spaces of every size there is a plan for. */
const spaces = fc
  .record({ prefix: fc.integer({ min: 8, max: 24 }), second: fc.nat(255), third: fc.nat(255) })
  .map(({ prefix, second, third }) => {
    const address = (10 * 2 ** 24 + second * 2 ** 16 + third * 2 ** 8) >>> 0;
    const first = address - (address % 2 ** (32 - prefix));
    return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
  });
const needs = fc.record({
  network: fc.record({
    addressSpace: spaces,
    nodeSubnets: fc.constantFrom("shared" as const, "perPool" as const),
    subnets: fc.constant({}),
    privateEndpoints: fc.boolean(),
  }),
  kubernetes: fc.record({ apiServer: fc.constantFrom("public", "integrated", "private") }),
}) as fc.Arbitrary<AddressNeeds>;

function range(text: string) {
  const parsed = parseRange(text);
  assert.ok(parsed, text);
  return parsed;
}

describe("config: the address plan", () => {
  it("lays subnets into the network and apart, and leaves room for more", () => {
    fc.assert(
      fc.property(needs, (one) => {
        const subnets = Object.values(planSubnets(one)).map(range);
        const space = range(one.network.addressSpace);
        for (const [index, subnet] of subnets.entries()) {
          assert.ok(contains(space, subnet), `${subnet.text} is in ${space.text}`);
          assert.ok(subnets.slice(0, index).every((other) => !overlap(other, subnet)));
        }
        assert.equal(freeBlocks(one), 16 - subnets.length);
      }),
      { numRuns: 200 },
    );
  });

  it("moves no subnet when another one comes", () => {
    fc.assert(
      fc.property(needs, (one) => {
        const network = { ...one.network, privateEndpoints: true };
        const more = planSubnets({ network, kubernetes: { apiServer: "private" } });
        for (const [role, text] of Object.entries(planSubnets(one))) {
          assert.equal(more[role as keyof typeof more], text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("takes what is written for what it would have computed", () => {
    const network = {
      addressSpace: "10.32.0.0/16",
      nodeSubnets: "shared",
      subnets: { nodes: "10.32.96.0/20" },
      privateEndpoints: true,
    } as const;
    assert.deepEqual(planSubnets({ network, kubernetes: { apiServer: "integrated" } }), {
      nodes: "10.32.96.0/20",
      endpoints: "10.32.64.0/24",
      apiserver: "10.32.80.0/27",
    });
  });

  it("blames the address space for blocks that are too small for the pools", () => {
    const text = (compliant[stackFile] ?? "")
      .replace("10.224.0.0/12", "10.225.0.0/24")
      .replace("{ service: 10.225.0.0/24 }", "{}")
      .replace("max: 7, zones: [] }", "max: 5, zones: [] }")
      .replace("max: 4, zones: [] }", "max: 6, zones: [] }");
    assert.deepEqual(problemsOf({ ...compliant, [stackFile]: text }), [
      'Pulumi.dev.yaml:10:5: network.addressSpace: gives the subnet for worker 11 usable addresses, too few for 12 nodes (twice worker 6: a new pool comes before the old one goes). Got "10.225.0.0/24". Choose a larger range or lower nodePools.*.max.',
    ]);
  });

  it("warns of a pool's subnet that is nearly full", () => {
    const narrow = changed(compliant, stackFile, "service: 10.225.0.0/24", "service: 10.225.0.0/28");
    const files = changed(narrow, stackFile, "min: 2, max: 4", "min: 2, max: 5");
    const { warnings } = loadFiles(files);
    assert.deepEqual(warnings.map(render), [
      'Pulumi.dev.yaml:11:16: network.subnets.service: gives the subnet for service 11 usable addresses, of which pools at full scale leave 1. Got "10.225.0.0/28". Choose a larger range before the pools have to grow.',
    ]);
    assert.deepEqual(loadFiles(compliant).warnings, []);
  });

  it("is shown in docs/network.md with the room it leaves", () => {
    const docs = readFileSync(join(import.meta.dirname, "../../docs/network.md"), "utf8");
    for (const stack of ["local", "dev", "staging", "prod"]) {
      const row = roomOf(configurationOf(stack).environment);
      const cells = new RegExp(`^\\| \`${stack}\` +${row.map((cell) => `\\| ${cell} +`).join("")}\\|$`, "m");
      assert.match(docs, cells, row.join(" | "));
    }
  });
});

/** Nodes at most of addresses there are, pool by pool; nodes in all of pod ranges; blocks without a subnet. */
function roomOf({ network, nodePools, kubernetes }: Environment): readonly string[] {
  const peak = (role: (typeof nodePoolRoles)[number]) => peakNodes(role, nodePools[role]);
  const all = nodePoolRoles.reduce((sum, role) => sum + peak(role), 0);
  const pools = nodePoolRoles.map((role) => {
    const subnet = range(network.subnets[subnetRoleOf(role, network)] ?? "");
    return `${peak(role)} of ${usableAddresses(subnet)}`;
  });
  const pods = `${all} of ${podBlocks(range(network.podCidr))}`;
  return [...pools, pods, `${freeBlocks({ network, kubernetes })} of 16`];
}
