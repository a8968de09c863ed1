import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compareBytes,
  compareCpu,
  formatBytes,
  formatCpu,
  parseBytes,
  parseCpu,
  sumBytes,
  sumCpu,
} from "../../config/quantity.ts";

const amount = fc.integer({ min: 0, max: 2 ** 50 });

describe("config: quantities", () => {
  it("reads CPU as millicores", () => {
    const read = ["250m", "2", "0.5", "1.25", "1k", "1e3", "0"].map(parseCpu);
    assert.deepEqual(read, [250, 2000, 500, 1250, 1_000_000, 1_000_000, 0]);
  });

  it("reads memory as bytes", () => {
    const read = ["128Mi", "1Gi", "1G", "1.5Ki", "1e3", "128974848000m", "7"].map(parseBytes);
    assert.deepEqual(read, [134_217_728, 1_073_741_824, 1_000_000_000, 1536, 1000, 128_974_848, 7]);
  });

  it("refuses what is no quantity, too fine or too large", () => {
    const form = '"4 cores" is not a Kubernetes quantity; write e.g. 250m, 2, 128Mi or 1.5Gi';
    assert.throws(() => parseCpu("4 cores"), new RangeError(form));
    const fine = '"0.0001" is finer than the smallest unit (1m of CPU, 1 byte)';
    assert.throws(() => parseCpu("0.0001"), new RangeError(fine));
    assert.throws(() => parseBytes("8Ei"), new RangeError('"8Ei" is too large (above 2^53 units)'));
    for (const text of ["", "-1", "1GB", "1 Gi", "Gi", "1.", ".5", "1mi", "0x10"]) {
      assert.throws(() => parseBytes(text), RangeError, text);
    }
  });

  it("reads back what it formats", () => {
    fc.assert(
      fc.property(amount, (value) => {
        assert.equal(parseCpu(formatCpu(value)), value);
        assert.equal(parseBytes(formatBytes(value)), value);
      }),
    );
  });

  it("formats in the largest exact unit", () => {
    assert.deepEqual([0, 1536, 2 ** 30, 2 ** 30 + 1].map(formatBytes), ["0", "1536", "1Gi", "1073741825"]);
    assert.deepEqual([0, 250, 2000].map(formatCpu), ["0", "250m", "2"]);
  });

  it("compares as the amounts compare, whatever the notation", () => {
    assert.equal(compareCpu("1000m", "1"), 0);
    assert.equal(compareBytes("1Gi", "1024Mi"), 0);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        assert.equal(Math.sign(compareCpu(`${a}m`, formatCpu(b))), Math.sign(a - b));
        assert.equal(Math.sign(compareBytes(String(a), formatBytes(b))), Math.sign(a - b));
      }),
    );
  });

  it("sums exactly, in any order", () => {
    assert.deepEqual([sumCpu([]), sumBytes([])], ["0", "0"]);
    assert.equal(sumCpu(["250m", "0.75", "1"]), "2");
    const few = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { maxLength: 20 });
    fc.assert(
      fc.property(few, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        assert.equal(parseCpu(sumCpu(values.map(formatCpu))), total);
        assert.equal(parseBytes(sumBytes(values.toReversed().map(formatBytes))), total);
      }),
    );
  });
});
