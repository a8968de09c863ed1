import assert from "node:assert/strict";
import { platform } from "./run.ts";

const configMap = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { password: hunter2 }
`;

describe("platform", () => {
  it("mounts the check of the policy pack with its exit codes", () => {
    const found = platform(["check", "-"], configMap);
    assert.equal(found.status, 1);
    assert.match(found.out.join("\n"), /^<stdin>:4:19: error: .* \[k8s-no-secrets-in-configmaps\]$/m);
    assert.deepEqual(platform(["check", "no-such-file"]), {
      status: 2,
      out: [""],
      err: ["no-such-file: cannot be read (ENOENT). Give files, folders or - for standard input."],
    });
  });

  it("ends with 2 and a suggestion when it is called wrongly", () => {
    const { status, err } = platform(["chekc"]);
    assert.equal(status, 2);
    assert.deepEqual(err.slice(0, 2), ["error: unknown command 'chekc'", "(Did you mean check?)"]);
    const option = platform(["check", "-", "--fromat", "json"]);
    assert.equal(option.status, 2);
    assert.equal(option.err[0], "error: unknown option '--fromat'");
  });

  it("ends with 0 when it is asked for help", () => {
    assert.equal(platform(["--help"]).status, 0);
    assert.equal(platform(["check", "--help"]).status, 0);
  });
});
