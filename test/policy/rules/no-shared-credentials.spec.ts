import assert from "node:assert/strict";
import { noSharedCredentials as rule } from "../../../policy/rules/azure/no-shared-credentials.ts";
import { registry, registryType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const arm = "policies.azureADAuthenticationAsArmPolicy.status";
const armFix = "Set it to disabled, so that a token for Azure Resource Manager opens no registry.";
const tokenFix = "Disable or remove the token; its passwords belong to nobody.";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, registryType, registry(changes), config);
}

function checkToken(token: Body, config?: unknown) {
  return runAzure(rule, "containerregistry:Token", token, config);
}

describe("acr-no-shared-credentials", () => {
  it("accepts a registry that only identities open", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ adminUserEnabled: undefined, anonymousPullEnabled: undefined }), silent);
  });

  const switches: readonly (readonly [string, string])[] = [
    ["adminUserEnabled", "Remove it; grant AcrPull and AcrPush to identities instead."],
    ["anonymousPullEnabled", "Remove it, or the whole internet may pull."],
  ];
  for (const [path, fix] of switches)
    it(`refuses ${path}`, () => {
      assert.deepEqual(check({ [path]: true }), broken(`${path}: must be false. ${fix}`));
      assert.deepEqual(check({ [path]: unknownText }), open(`${path}: known only after the update`));
    });

  it("refuses ARM tokens, which Azure accepts by default", () => {
    assert.deepEqual(check({ policies: undefined }), broken(`${arm}: not set. ${armFix}`));
    assert.deepEqual(check({ [arm]: "enabled" }), broken(`${arm}: must be disabled. ${armFix}`));
    assert.deepEqual(check({ [arm]: "enabled" }, { allowArmTokens: true }), silent);
    assert.deepEqual(
      check({ policies: unknownText, adminUserEnabled: true }).undecided,
      open("policies: known only after the update").undecided,
    );
  });

  it("refuses repository tokens that are not disabled", () => {
    assert.deepEqual(checkToken({ tokenName: "ci" }), broken(`status (token ci): not set. ${tokenFix}`));
    assert.deepEqual(
      checkToken({ status: "enabled" }),
      broken(`status (token without a name): must be disabled. ${tokenFix}`),
    );
    assert.deepEqual(checkToken({ status: "disabled" }), silent);
    assert.deepEqual(checkToken({ status: unknownText }), open("status: known only after the update"));
  });

  it("accepts configured tokens, with passwords that expire", () => {
    const config = { allowedTokens: ["ci"] };
    const expiring = { name: "password1", expiry: "2027-01-01T00:00:00Z" };
    const token = (...passwords: readonly unknown[]) => ({ tokenName: "ci", credentials: { passwords } });
    assert.deepEqual(checkToken({ tokenName: "ci" }, config), silent);
    assert.deepEqual(checkToken(token(expiring), config), silent);
    assert.deepEqual(checkToken(token(expiring, { name: "password2" }, { expiry: unknownText }), config), {
      violations: ["credentials.passwords[1].expiry: not set. Let the password expire."],
      undecided: ["credentials.passwords[2].expiry: known only after the update"],
    });
    assert.deepEqual(
      checkToken({ tokenName: "ci", credentials: unknownText }, config),
      open("credentials: known only after the update"),
    );
    assert.equal(checkToken({ tokenName: "other" }, config).violations.length, 1);
    assert.deepEqual(
      checkToken({ tokenName: unknownText }, config),
      open("tokenName: known only after the update"),
    );
    assert.equal(checkToken({ tokenName: unknownText }).violations.length, 1);
  });
});
