import { patterns, strings } from "./settings.ts";

/** Parameters of the rules that look for secrets in plain text. */
export const secretParams = {
  namePatterns: patterns(
    [
      "passw(or)?d$",
      "(^|_)pwd$",
      "passphrase$",
      "secret(_key)?$",
      "token$",
      "(api|access|account|private|signing|encryption)_?key$",
      "credentials?$",
    ],
    "Regular expressions for names that announce a secret, matched against the name in snake_case.",
  ),
  valuePatterns: patterns(
    [
      "-----BEGIN [A-Z ]*PRIVATE KEY-----",
      "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}",
      "[?&]sig=[A-Za-z0-9%+/]{16,}",
      "\\b[a-z][a-z0-9+.-]*://[^\\s:/@]*:[^\\s:/@${<][^\\s/@]*@",
      "\\b(gh[pousr]_[A-Za-z0-9]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[A-Z0-9]{16})\\b",
    ],
    "Regular expressions for values that are secrets whatever their name.",
  ),
  allow: strings([], "Names of variables or keys that the rule leaves alone."),
};

interface SecretSettings {
  readonly namePatterns: readonly string[];
  readonly valuePatterns: readonly string[];
  readonly allow: readonly string[];
}

/** `name = value` or `"name": "value"` inside text. The value is looked at, not taken: it may hold another pair. */
const pair = /(?<![\w.])([A-Za-z][\w.-]{0,80})["']?[ \t]*[:=][ \t]*(?=["']?([^\s"',;}]+))/g;
const comment = /^\s*(#|\/\/)/;
const harmless = [
  /^(true|false|null|none|\d{1,5})$/i,
  // A reference to another value, a placeholder, or the start of a block.
  /^(\$[({]|\{\{|#\{|%\w+%$|<[^>]*>$|[{[|>][-+]?$)/,
  // A file that holds the secret, or an address without credentials.
  /^(\/[\w.-]+){2,}$/,
  /^[a-z][a-z0-9+.-]*:\/\/[^@?#]*$/i,
];

/** Why an entry seems to hold a secret in plain text; never repeats the value. */
export function secretReason(name: string, value: string, settings: SecretSettings): string | undefined {
  if (settings.allow.includes(name) || value.trim() === "") return undefined;
  if (announces(name, value, settings)) return "named like a secret and written in plain text";
  const pattern = settings.valuePatterns.findIndex((source) => compiled(source).test(value));
  if (pattern >= 0) return `a secret in plain text, by valuePatterns[${pattern}]`;
  const lines = value.split("\n");
  const line = lines.findIndex((content) => holdsPair(content, settings));
  if (line < 0) return undefined;
  return lines.length === 1
    ? "holds a secret in plain text"
    : `line ${line + 1} holds a secret in plain text`;
}

function announces(name: string, value: string, { namePatterns }: SecretSettings): boolean {
  if (harmless.some((expression) => expression.test(value.trim()))) return false;
  const words = snakeCase(name);
  return namePatterns.some((source) => compiled(source).test(words));
}

function holdsPair(line: string, settings: SecretSettings): boolean {
  if (comment.test(line)) return false;
  return [...line.matchAll(pair)].some(
    ([, name = "", value = ""]) => !settings.allow.includes(name) && announces(name, value, settings),
  );
}

/** `ConnectionStrings__MainDb` -> `connection_strings_main_db`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

const cache = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  const expression = cache.get(source) ?? new RegExp(source, "i");
  cache.set(source, expression);
  return expression;
}
