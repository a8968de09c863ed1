/** Tells values that look like secrets, so that none stands in a file or is printed in a message. */

import type { Path } from "./problems.ts";

const names = /(passw(or)?d|passphrase|pwd|secret|token|api_?key|(^|_)key|credentials?|connection_?string)$/i;

const values: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/,
  /^eyJ[\w-]{5,}\.[\w-]+\./,
  /:\/\/[^/\s:@]*:[^/\s@]+@/,
  /(^|[;\s])(AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)\s*=/i,
  /[?&]sig=[^&\s]{16}/,
  /\b(ghp|gho|ghs|github_pat|glpat|xox[abp])[_-]\w{16}/,
];

/** Whether a variable of this name usually holds a secret, e.g. `DB_PASSWORD`; `TOKEN_URL` does not. */
export function isSecretName(name: string): boolean {
  return names.test(name);
}

/** Whether the text is a private key, a signed token, or holds a password, as connection strings do. */
export function isSecretValue(text: string): boolean {
  return values.some((pattern) => pattern.test(text));
}

/** A received value as a message may show it: quoted, at most 80 characters, never a secret. */
export function shown(value: unknown, path: Path = []): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a map";
  if (typeof value !== "string") return String(value);
  const owner = path.findLast((step) => typeof step === "string");
  if (isSecretValue(value) || (owner !== undefined && isSecretName(owner)))
    return "a value that is not shown";
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
}
