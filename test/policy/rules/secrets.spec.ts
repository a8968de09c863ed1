import assert from "node:assert/strict";
import { noPlaintextSecretsInEnv } from "../../../policy/rules/kubernetes/no-plaintext-secrets-in-env.ts";
import { noSecretsInConfigMaps } from "../../../policy/rules/kubernetes/no-secrets-in-configmaps.ts";
import { deployment, unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const env = "spec.template.spec.containers[0].env";
const envFix =
  "Mount it as a file or use valueFrom.secretKeyRef; if it is no secret, list the variable in allow.";
const dataFix = "Move it to Key Vault or a Secret; if it is no secret, list the key in allow.";
const byName = "named like a secret and written in plain text";
const later = "known only after the update";

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w";

/** Names and values that are secrets, and why the rules think so. */
const secrets: readonly (readonly [name: string, value: string, reason: string])[] = [
  ["DB_PASSWORD", "hunter2hunter2", byName],
  ["PGPASSWORD", "hunter2hunter2", byName],
  ["mysqlPwd", "hunter2hunter2", byName],
  ["Jwt__SigningKey", "hunter2hunter2", byName],
  ["client-secret", "hunter2hunter2", byName],
  ["GITHUB_TOKEN", "hunter2hunter2", byName],
  ["api.key", "hunter2hunter2", byName],
  ["SA_PASSWORD", "changeme", byName],
  ["TLS", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "a secret in plain text, by valuePatterns[0]"],
  ["SESSION", jwt, "a secret in plain text, by valuePatterns[1]"],
  [
    "BLOB",
    "https://a.blob.core.windows.net/c?sv=1&sig=abcdefghijklmnop%3D",
    "a secret in plain text, by valuePatterns[2]",
  ],
  ["DATABASE_URL", "postgres://app:hunter2@db:5432/app", "a secret in plain text, by valuePatterns[3]"],
  ["REDIS_URL", "redis://:hunter2@cache:6379", "a secret in plain text, by valuePatterns[3]"],
  ["PAT", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "a secret in plain text, by valuePatterns[4]"],
  [
    "ConnectionStrings__Main",
    "Server=tcp:db,1433;User=app;Password=hunter2;",
    "holds a secret in plain text",
  ],
  [
    "BUS",
    "Endpoint=sb://b.servicebus.windows.net/;SharedAccessKeyName=r;SharedAccessKey=aGVsbG8=",
    "holds a secret in plain text",
  ],
  ["ARGS", "--verbose --token=abcdef", "holds a secret in plain text"],
  ["JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.trustStorePassword=changeit", "holds a secret in plain text"],
];

/** Names and values that only look like secrets. */
const harmless: readonly (readonly [name: string, value: string])[] = [
  ["DB_PASSWORD_FILE", "/mnt/secrets/db-password"],
  ["TLS_PRIVATE_KEY", "/mnt/tls/tls.key"],
  ["REQUIRE_PASSWORD", "true"],
  ["MAX_TOKEN", "4096"],
  ["TOKEN_ENDPOINT", "https://login.example.com/token"],
  ["SECRET_NAME", "web-db"],
  ["DB_PASSWORD", "$(PASSWORD_FROM_SECRET)"],
  ["DB_PASSWORD", "${DB_PASSWORD}"],
  ["DB_PASSWORD", "  "],
  ["DATABASE_URL", "postgres://app:$(DB_PASSWORD)@db:5432/app"],
  ["DATABASE_URL", "postgres://db:5432/app"],
  ["ConnectionStrings__Main", "Server=tcp:db,1433;Authentication=Active Directory Default;"],
  ["BUS", "Endpoint=sb://b.servicebus.windows.net/;SharedAccessKeyName=r"],
  ["PASSWORD_MIN_LENGTH", "twelve"],
];

describe("k8s-no-plaintext-secrets-in-env", () => {
  const check = (variables: unknown, config?: unknown) =>
    run(
      noPlaintextSecretsInEnv,
      "kubernetes:apps/v1:Deployment",
      deployment({ "containers.0.env": variables }),
      config,
    );

  for (const [name, value, reason] of secrets)
    it(`refuses ${name}: ${reason}`, () => {
      const message = `${env}[0].value (container web): variable ${name}: ${reason}. ${envFix}`;
      assert.deepEqual(check([{ name, value }]), broken(message));
    });

  for (const [name, value] of harmless)
    it(`accepts ${name}=${value}`, () => {
      assert.deepEqual(check([{ name, value }]), silent);
    });

  it("accepts references, and names in allow", () => {
    const valueFrom = { secretKeyRef: { name: "web", key: "password" } };
    assert.deepEqual(check([{ name: "DB_PASSWORD", valueFrom }]), silent);
    assert.deepEqual(check([{ name: "CSRF_TOKEN", value: "header" }], { allow: ["CSRF_TOKEN"] }), silent);
  });

  it("takes other patterns from the configuration, and its own when they are unusable", () => {
    const pin = [{ name: "PIN", value: "abc123" }];
    assert.equal(check(pin, { namePatterns: ["^pin$"] }).violations.length, 1);
    assert.equal(check(pin, { valuePatterns: ["^abc"] }).violations.length, 1);
    assert.equal(check([{ name: "DB_PASSWORD", value: "x" }], { namePatterns: ["("] }).violations.length, 1);
  });

  it("leaves open what is unknown and still sees the next variable", () => {
    const variables = [{ name: "HOST", value: unknownText }, unknownText, { name: unknownText, value: jwt }];
    assert.deepEqual(check(variables), {
      violations: [
        `${env}[2].value (container web): variable : a secret in plain text, by valuePatterns[1]. ${envFix}`,
      ],
      undecided: [`${env}[0].value: ${later}`, `${env}[1]: ${later}`],
    });
    assert.deepEqual(check(unknownText), open(`${env}: ${later}`));
  });
});

describe("k8s-no-secrets-in-configmaps", () => {
  const type = "kubernetes:core/v1:ConfigMap";
  const check = (props: object, config?: unknown) => run(noSecretsInConfigMaps, type, props, config);

  it("accepts plain configuration, an empty object, immutable maps and other kinds", () => {
    const data = {
      LOG_LEVEL: "info",
      "app.properties": "# token: see the vault\nport=8080\npassword=${DB_PASSWORD}\n",
    };
    assert.deepEqual(check({ data, immutable: true }), silent);
    assert.deepEqual(check({}), silent);
    assert.deepEqual(
      run(noSecretsInConfigMaps, "kubernetes:core/v1:Secret", { data: { password: "x" } }),
      silent,
    );
  });

  it("refuses keys and values like those of variables", () => {
    assert.deepEqual(
      check({ data: { password: "hunter2" } }),
      broken(`data.password: ${byName}. ${dataFix}`),
    );
    assert.deepEqual(
      check({ data: { "tls.key": "-----BEGIN EC PRIVATE KEY-----\n" } }),
      broken(`data["tls.key"]: a secret in plain text, by valuePatterns[0]. ${dataFix}`),
    );
  });

  it("looks into files, line by line, and into binary data", () => {
    const json = '{\n  "Jwt": {\n    "Secret": "hunter2hunter2"\n  }\n}';
    assert.deepEqual(
      check({ data: { "appsettings.json": json } }),
      broken(`data["appsettings.json"]: line 3 holds a secret in plain text. ${dataFix}`),
    );
    assert.deepEqual(
      check({ data: { "appsettings.json": '{"Jwt":{"Secret":"hunter2hunter2","Token":{}}}' } }),
      broken(`data["appsettings.json"]: holds a secret in plain text. ${dataFix}`),
    );
    const yaml = "db:\n  password:\n    secretKeyRef: db\n  token: |\n    block\n";
    assert.deepEqual(check({ data: { "app.yaml": yaml } }), silent);
    const binaryData = { store: Buffer.from("x\npassword = hunter2\n").toString("base64") };
    assert.deepEqual(
      check({ binaryData }),
      broken(`binaryData.store: line 2 holds a secret in plain text. ${dataFix}`),
    );
  });

  it("accepts what is in allow, as key or inside a file", () => {
    assert.deepEqual(check({ data: { token: "abcdef" } }, { allow: ["token"] }), silent);
    assert.deepEqual(check({ data: { "a.properties": "x=1\ntoken=abcdef" } }, { allow: ["token"] }), silent);
  });

  it("never repeats a value", () => {
    const data = Object.fromEntries(secrets.map(([, value], index) => [`key${index}`, value]));
    const { violations } = check({ data: { ...data, password: "hunter2" } });
    assert.ok(violations.length > 8);
    for (const message of violations) assert.doesNotMatch(message, /hunter2|eyJ|sb:|BEGIN|changeit|abcdef/);
  });

  it("leaves open what is unknown and still sees the next key", () => {
    assert.deepEqual(check({ data: { host: unknownText, password: "hunter2" } }), {
      violations: [`data.password: ${byName}. ${dataFix}`],
      undecided: [`data.host: ${later}`],
    });
    assert.deepEqual(check({ data: unknownText }), open(`data: ${later}`));
    assert.deepEqual(run(noSecretsInConfigMaps, `${type}Patch`, { data: { a: "b" } }), silent);
  });

  it("reads large content to the end: no expression goes back over what it has read", () => {
    const data = {
      large: "a".repeat(500_000),
      pairs: "key:value;".repeat(2_000),
      dots: ".-_".repeat(100_000),
    };
    assert.deepEqual(check({ data }), silent);
  });
});
