import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError, pathText, render } from "../../config/problems.ts";
import { contains, offset, overlap, parseRange, type Range } from "../../config/ranges.ts";
import { isSecretName, isSecretValue, shown } from "../../config/secrets.ts";
import { nearest } from "../../config/suggest.ts";
import { vmSizes } from "../../config/vmSizes.ts";

describe("config: problems", () => {
  const problem = { file: "b.yaml", line: 2, column: 3, path: "a", wrong: "is odd", got: "1", fix: "Use 2." };

  it("render in one line", () => {
    assert.equal(render(problem), "b.yaml:2:3: a: is odd. Got 1. Use 2.");
    assert.equal(
      render({ file: "b.yaml", path: "", wrong: "is empty", fix: "Fill it." }),
      "b.yaml: is empty. Fill it.",
    );
  });

  it("sort by file, line and column, each once", () => {
    const all = [
      problem,
      { ...problem, column: 1 },
      { ...problem, line: 10 },
      { ...problem, file: "a.yaml" },
      problem,
    ];
    const places = new ConfigError(all).problems.map(({ file, line, column }) => `${file}:${line}:${column}`);
    assert.deepEqual(places, ["a.yaml:2:3", "b.yaml:2:1", "b.yaml:2:3", "b.yaml:10:3"]);
  });

  it("write paths as one reads them", () => {
    assert.equal(pathText(["services", "todo-api", "uses", 0]), "services.todo-api.uses[0]");
    assert.equal(pathText(["tags", "a b"]), 'tags."a b"');
  });
});

describe("config: secrets", () => {
  it("are known by name", () => {
    const secret = [
      "DB_PASSWORD",
      "clientSecret",
      "API_KEY",
      "apikey",
      "KEY",
      "SESSION_TOKEN",
      "PWD",
      "ConnectionString",
    ];
    assert.deepEqual(secret.filter(isSecretName), secret);
    const harmless = [
      "TOKEN_URL",
      "MONKEY",
      "KEY_PREFIX",
      "SECRET_NAME",
      "OIDC_CLIENT_ID",
      "PASSWORD_MIN_LENGTH",
    ];
    assert.deepEqual(harmless.filter(isSecretName), []);
  });

  it("are known by value", () => {
    const secret = [
      "-----BEGIN RSA PRIVATE KEY-----\nMII",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
      "mongodb://root:hunter2@db:27017/todo",
      "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=abc=",
      "Server=db;User=sa;Password=hunter2",
      "https://x.blob.core.windows.net/c?sv=1&sig=abcdefghijklmnopqrstuvwxyz",
    ];
    assert.deepEqual(secret.filter(isSecretValue), secret);
    const harmless = ["info", "https://login.microsoftonline.com/common", "mongodb://db:27017/todo", "a:b@c"];
    assert.deepEqual(harmless.filter(isSecretValue), []);
  });

  it("are not shown", () => {
    assert.equal(shown("hunter2", ["env", "DB_PASSWORD"]), "a value that is not shown");
    assert.equal(shown("hunter2", ["env", "DB_PASSWORD", 0]), "a value that is not shown");
    assert.equal(shown("x".repeat(100)), `"${"x".repeat(77)}..."`);
    assert.equal(shown("a\nb"), '"a\\nb"');
  });
});

describe("config: suggestions", () => {
  it("are near, and the nearest", () => {
    assert.equal(nearest("prot", ["path", "port", "part"]), "port");
    assert.equal(nearest("Standard_d4s_V5", Object.keys(vmSizes)), "Standard_D4s_v5");
    assert.equal(nearest("4", ["1", "2", "3"]), undefined);
    assert.equal(nearest("nonsense", ["port", "path"]), undefined);
  });
});

describe("config: VM sizes", () => {
  it("have the vCPUs their name says, and 2 to 8 GiB for each", () => {
    for (const [name, { vcpu, memoryGiB }] of Object.entries(vmSizes)) {
      assert.equal(Number(/^Standard_[A-Z](\d+)/.exec(name)?.[1]), vcpu, name);
      assert.ok([2, 4, 8].includes(memoryGiB / vcpu), name);
    }
  });
});

describe("config: ranges", () => {
  const range = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
    .map(([address, prefix]) => {
      const size = 2 ** (32 - prefix);
      const start = Math.floor(address / size) * size;
      const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
      const parsed = parseRange(`${octets.join(".")}/${prefix}`);
      assert.ok(parsed);
      return { start, end: start + size, parsed };
    });

  it("are read strictly", () => {
    assert.deepEqual(parseRange("10.0.0.0/16"), {
      text: "10.0.0.0/16",
      prefix: 16,
      size: 65_536,
    } satisfies Range);
    for (const text of [
      "10.0.0.1/16",
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/16",
      "010.0.0.0/8",
      "10.0.0.0/08",
      "::/0",
      "x",
    ]) {
      assert.equal(parseRange(text), undefined, text);
    }
  });

  it("overlap and contain as intervals do", () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        assert.equal(overlap(a.parsed, b.parsed), a.start < b.end && b.start < a.end);
        assert.equal(contains(a.parsed, b.parsed), a.start <= b.start && b.end <= a.end);
      }),
    );
  });

  it("know the position of an address", () => {
    const parsed = parseRange("10.0.0.0/16");
    assert.ok(parsed);
    const found = ["10.0.0.0", "10.0.1.2", "10.1.0.0", "9.255.255.255"].map((address) =>
      offset(parsed, address),
    );
    assert.deepEqual(found, [0, 258, undefined, undefined]);
  });
});
