import assert from "node:assert/strict";
import { cronFault, isTimeZone } from "../../config/tenant/cron.ts";
import { imageFault, isPrefix, isUnder, parseImage, qualify } from "../../config/tenant/image.ts";

const digest = `sha256:${"0a".repeat(32)}`;

describe("config: images", () => {
  it("are taken apart", () => {
    assert.deepEqual(parseImage("todo/todo-api:1.4.2"), { repository: "todo/todo-api", tag: "1.4.2" });
    assert.deepEqual(parseImage("localhost:5000/a:1"), {
      registry: "localhost:5000",
      repository: "a",
      tag: "1",
    });
    assert.deepEqual(parseImage(`docker.io/library/mongo:8.0@${digest}`), {
      registry: "docker.io",
      repository: "library/mongo",
      tag: "8.0",
      digest,
    });
  });

  it("refuses what is none", () => {
    for (const text of [
      "",
      "Todo/api:1",
      "a//b:1",
      "/a:1",
      "a:",
      "a:b:c",
      "a@sha256:12",
      "a b",
      "x.io/",
      "$x/a:1",
    ]) {
      assert.equal(parseImage(text), undefined, text);
    }
  });

  it("may move neither by tag nor for want of one", () => {
    for (const tag of ["latest", "main", "master", "dev", "develop", "edge", "nightly", "stable"]) {
      const fix = "Use a fixed version, e.g. a/b:1.4.2, or a digest.";
      assert.deepEqual(imageFault(`x.io/a/b:${tag}`), [`tag "${tag}" can change under you`, fix]);
    }
    assert.equal(imageFault(`x.io/a:latest@${digest}`), undefined);
    assert.equal(imageFault("a/b:1.4.2"), undefined);
  });

  it("without a registry come from the environment's own", () => {
    assert.equal(qualify("todo/api:1", "cr.azurecr.io"), "cr.azurecr.io/todo/api:1");
    assert.equal(qualify("mcr.microsoft.com/a:1", "cr.azurecr.io"), "mcr.microsoft.com/a:1");
    assert.equal(qualify("api:1", "cr.azurecr.io"), "cr.azurecr.io/api:1");
  });

  it("are under a prefix by whole components", () => {
    assert.ok(isUnder("cr.io/shop/api:1", ["cr.io/shop"]));
    assert.ok(isUnder("cr.io/shop:1", ["cr.io/shop"]));
    assert.ok(!isUnder("cr.io/shopping/api:1", ["cr.io/shop"]));
    assert.ok(!isUnder("cr.io.evil.com/shop/api:1", ["cr.io"]));
  });

  it("have prefixes that are neither a whole registry nor one image", () => {
    assert.deepEqual(
      ["todo", "todo/web", "docker.io/library", "localhost:5000/a"].filter((text) => !isPrefix(text)),
      [],
    );
    assert.deepEqual(["docker.io", "docker.io/a:1", `a@${digest}`, "A", ""].filter(isPrefix), []);
  });
});

describe("config: schedules", () => {
  it("have five fields within their bounds", () => {
    const good = [
      "* * * * *",
      "*/15 0-6,22 1 JAN-MAR sun",
      "0 0 31 12 6",
      "5/10 * * * 1-5",
      "0-30/5 * * * *",
    ];
    assert.deepEqual(
      good.map((text) => cronFault(text)),
      good.map(() => undefined),
    );
    assert.equal(cronFault("@daily"), "is not made of 5 fields");
    assert.equal(cronFault("0 0 * * * *"), "is not made of 5 fields");
    assert.equal(cronFault("60 * * * *"), 'minute "60" is not within 0-59');
    assert.equal(cronFault("0 24 * * *"), 'hour "24" is not within 0-23');
    assert.equal(cronFault("0 0 0 * *"), 'day of month "0" is not within 1-31');
    assert.equal(cronFault("0 0 * XYZ *"), 'month "XYZ" is not within 1-12');
    assert.equal(cronFault("0 0 * * 7"), 'day of week "7" is not within 0-6');
    for (const minute of ["5-1", "*/0", "*/", "1-2-3", "1/2/3", ",", "-1", "1,"]) {
      assert.equal(cronFault(`${minute} * * * *`), `minute "${minute}" is not within 0-59`);
    }
  });

  it("have IANA time zones", () => {
    assert.deepEqual(
      ["Etc/UTC", "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+1"].filter(
        (zone) => !isTimeZone(zone),
      ),
      [],
    );
    assert.deepEqual(["Berlin", "+01:00", "europe/berlin", "Local", "", "Mars/Base"].filter(isTimeZone), []);
  });
});
