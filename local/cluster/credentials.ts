import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { writeFileAtomically } from "../support/files.ts";
import { makePrivateFolder, type Places } from "../support/paths.ts";

/** Who may talk to the API server, each with a random token. */
const users = {
  admin: { name: "admin", group: "system:masters" },
  kwok: { name: "kwok", group: "system:masters" },
  "kube-controller-manager": { name: "system:kube-controller-manager", group: "" },
  "kube-scheduler": { name: "system:kube-scheduler", group: "" },
} as const;

export type User = keyof typeof users;

/** Files of the API server's credentials; all readable by their owner only. */
export function credentialFiles(at: Places) {
  const file = (name: string) => join(at.credentials, name);
  return {
    tokens: file("tokens.csv"),
    signingKey: file("sa.key"),
    verifyingKey: file("sa.pub"),
    ca: file("apiserver.crt"),
  };
}

/** Makes tokens and the service account key pair, once. */
export function makeCredentials(at: Places): void {
  makePrivateFolder(at.credentials);
  const files = credentialFiles(at);
  if (!existsSync(files.tokens)) {
    const line = ([id, user]: [string, { name: string; group: string }]) =>
      `${randomBytes(24).toString("hex")},${user.name},${id},"${user.group}"\n`;
    writeFileAtomically(files.tokens, Object.entries(users).map(line).join(""));
  }
  if (!existsSync(files.verifyingKey)) {
    const pair = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    writeFileAtomically(files.signingKey, pair.privateKey);
    writeFileAtomically(files.verifyingKey, pair.publicKey);
  }
}

export function tokenOf(at: Places, user: User): string {
  const line = readFileSync(credentialFiles(at).tokens, "utf8")
    .split("\n")
    .find((candidate) => candidate.split(",")[1] === users[user].name);
  const token = line?.split(",")[0];
  if (token === undefined) throw new Error(`no token for ${user} in ${credentialFiles(at).tokens}`);
  return token;
}

/** Writes a kubeconfig for `user`. The API server's certificate must exist. */
export function writeKubeconfig(at: Places, file: string, user: User, port: number): void {
  const name = `aks-platform-${at.environment}`;
  const content = stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          "certificate-authority-data": readFileSync(credentialFiles(at).ca).toString("base64"),
        },
      },
    ],
    users: [{ name: user, user: { token: tokenOf(at, user) } }],
    contexts: [{ name, context: { cluster: name, user } }],
    "current-context": name,
  });
  writeFileAtomically(file, content);
}
