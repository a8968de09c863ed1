import { oneOf, type InputDemand } from "./azureInput.ts";

const on = oneOf("on", "true", "yes", "1");
const off = oneOf("off", "false", "no", "0", "none", "");

/** Server parameters whose defaults are safe, and what must stay so. */
export const parameters: Readonly<Record<string, Pick<InputDemand, "accepts" | "problem" | "fix">>> = {
  require_secure_transport: { accepts: on, problem: "unencrypted connections work", fix: "Set it to on" },
  ssl_min_protocol_version: {
    accepts: oneOf("TLSv1.2", "TLSv1.3"),
    problem: "TLS older than 1.2 is accepted",
    fix: "Set it to TLSv1.2",
  },
  log_checkpoints: { accepts: on, problem: "checkpoints are not logged", fix: "Set it to on" },
  log_connections: {
    accepts: (value) => !off(value),
    problem: "sign-ins are not logged",
    fix: "Set it to on",
  },
  log_disconnections: { accepts: on, problem: "ends of sessions are not logged", fix: "Set it to on" },
  "connection_throttle.enable": {
    accepts: on,
    problem: "sign-ins may be tried without end",
    fix: "Set it to on",
  },
  "pgaudit.log": {
    accepts: (value) => !off(value),
    problem: "nothing is audited",
    fix: "Audit write and ddl",
  },
};
