import { requireInput, type Demand } from "../../lib/demand.ts";
import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { flag, strings } from "../../lib/settings.ts";

const adminUser: Demand = {
  keys: ["adminUserEnabled"],
  is: ["false"],
  fix: "Remove it; grant AcrPull and AcrPush to identities instead",
  optional: true,
};

const anonymousPull: Demand = {
  keys: ["anonymousPullEnabled"],
  is: ["false"],
  fix: "Remove it, or the whole internet may pull",
  optional: true,
};

const armTokens: Demand = {
  keys: ["policies", "azureADAuthenticationAsArmPolicy", "status"],
  is: ["disabled"],
  fix: "Set it to disabled, so that a token for Azure Resource Manager opens no registry",
};

export const noSharedCredentials = defineAzureRule({
  name: "acr-no-shared-credentials",
  description:
    "A registry must answer only to Entra identities with tokens meant for it, not to shared passwords.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("IM-1"),
  tags: [
    "checkov:CKV_AZURE_137",
    "checkov:CKV_AZURE_138",
    "azure-policy:dc921057",
    "azure-policy:9f2dea28",
    "azure-policy:ff05e24e",
    "azure-policy:42781ec6",
    "psrule:Azure.ACR.AdminUser",
    "psrule:Azure.ACR.AnonymousAccess",
  ],
  remediationSteps:
    "Turn off the admin user, anonymous pull, ARM tokens and repository tokens; assign registry roles to identities.",
  url: "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
  types: ["containerregistry:Registry", "containerregistry:Token"],
  params: {
    allowArmTokens: flag(false, "Accept tokens for Azure Resource Manager, which App Service still sends."),
    allowedTokens: strings([], "Names of repository tokens that may exist, with passwords that expire."),
  },
  check: ({ kind, body }, { allowArmTokens, allowedTokens }) => {
    if (kind === "Token") return checkToken(body, allowedTokens);
    const demands = [adminUser, anonymousPull, ...(allowArmTokens ? [] : [armTokens])];
    return demands.flatMap((demand) => requireInput(body, demand));
  },
});

function checkToken(token: Field, allowed: readonly string[]): readonly Finding[] {
  const name = get(token, "tokenName");
  const off: Demand = {
    keys: ["status"],
    is: ["disabled"],
    fix: "Disable or remove the token; its passwords belong to nobody",
  };
  const findings = requireInput(token, off, `token ${text(name) ?? "without a name"}`);
  if (findings.length === 0) return [];
  if (allowed.length > 0 && isPending(name)) return [undecided(name)];
  return allowed.includes(text(name) ?? "") ? checkPasswords(token) : findings;
}

function checkPasswords(token: Field): readonly Finding[] {
  const passwords = get(token, "credentials", "passwords");
  if (isPending(passwords)) return [undecided(passwords)];
  return items(passwords).flatMap((password) => {
    const expiry = get(password, "expiry");
    if (isPending(expiry)) return [undecided(expiry)];
    return expiry.state === "missing" ? [violation(expiry, "not set", "Let the password expire")] : [];
  });
}
