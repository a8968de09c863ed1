import assert from "node:assert/strict";
import fc from "fast-check";
import { daysBetween, isDay, utcDay } from "../../config/day.ts";

const milliseconds = 24 * 60 * 60 * 1000;
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map(utcDay);

describe("config: days", () => {
  for (const text of [
    "2027-02-29",
    "2027-13-01",
    "2027-00-10",
    "2027-1-1",
    "2027-01-01T00:00",
    "",
    "tomorrow",
  ])
    it(`${JSON.stringify(text)} is none`, () => {
      assert.equal(isDay(text), false);
    });

  it("of a leap year are days", () => {
    assert.ok(isDay("2028-02-29"));
    assert.equal(daysBetween("2028-02-28", "2028-03-01"), 2);
  });

  it("change at midnight UTC", () => {
    assert.equal(utcDay(new Date("2026-11-21T23:59:59.999Z")), "2026-11-21");
    assert.equal(utcDay(new Date("2026-11-22T00:30:00+01:00")), "2026-11-21");
  });

  it("are counted one by one, in both directions, in the order of their text", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, count) => {
        const to = utcDay(new Date(Date.parse(from) + count * milliseconds));
        assert.equal(daysBetween(from, to), count);
        assert.equal(daysBetween(to, from), 0 - count);
        assert.equal(from < to, count > 0);
        assert.ok(isDay(to));
      }),
    );
  });
});
