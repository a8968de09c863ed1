import assert from "node:assert/strict";
import fc from "fast-check";
import type { Entry } from "../../../config/calendar/entry.ts";
import { findEntry } from "../../../config/calendar/index.ts";
import { statusOf, successorOf } from "../../../config/calendar/status.ts";
import { daysBetween, utcDay } from "../../../config/day.ts";

const sources = { source: "https://example.com", checked: "2026-11-21" };
const entry: Entry = { id: "os/one", title: "One", ends: "2027-06-30", ltsEnds: "2028-06-30", ...sources };
const official = "KubernetesOfficial";
const longTerm = "AKSLongTermSupport";

function known(id: string): Entry {
  const found = findEntry(id);
  assert.ok(found, id);
  return found;
}

describe("config: how long something is supported", () => {
  const cases = [
    ["2027-03-31", "supported", 91],
    ["2027-04-01", "ending", 90],
    ["2027-06-30", "ending", 0],
    ["2027-07-01", "ended", -1],
  ] as const;
  for (const [today, state, daysLeft] of cases)
    it(`${daysLeft} days before the end: ${state}`, () => {
      assert.deepEqual(statusOf(entry, today, official), { entry, ends: "2027-06-30", daysLeft, state });
    });

  it("goes by the later end under long-term support", () => {
    const { ends, state } = statusOf(entry, "2027-07-01", longTerm);
    assert.deepEqual([ends, state], ["2028-06-30", "supported"]);
  });

  it("has no end without a published day", () => {
    const open: Entry = { id: "os/open", title: "Open", endsWith: "the next release", ...sources };
    assert.deepEqual(statusOf(open, "2099-01-01", official), { entry: open, state: "supported" });
  });

  it("only ever gets worse, and says how many days are left", () => {
    const states = ["supported", "ending", "ended"];
    const moment = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moment.map(utcDay), moment.map(utcDay), moment.map(utcDay), (ends, one, other) => {
        const [sooner = "", later = ""] = [one, other].sort();
        const [before, after] = [sooner, later].map((day) => statusOf({ ...entry, ends }, day, official));
        assert.ok(before && after);
        assert.ok(states.indexOf(before.state) <= states.indexOf(after.state));
        assert.equal(before.daysLeft, daysBetween(sooner, ends));
        assert.equal(after.state === "ended", later > ends);
      }),
    );
  });
});

describe("config: what to move to", () => {
  it("is the next that has not ended", () => {
    const next = successorOf(known("kubernetes/1.32"), "2026-12-01", official);
    assert.equal(next?.entry.id, "kubernetes/1.35");
    const kept = successorOf(known("kubernetes/1.32"), "2026-12-01", longTerm);
    assert.equal(kept?.entry.id, "kubernetes/1.33");
  });

  it("is not known for the newest, nor when all later ones have ended", () => {
    assert.equal(successorOf(known("kubernetes/1.37"), "2026-12-01", official), undefined);
    assert.equal(successorOf(known("kubernetes/1.35"), "2099-01-01", official), undefined);
  });
});
