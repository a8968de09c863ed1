import type { Context } from "../context.ts";
import type { Props } from "../values.ts";
import { getClientConfig } from "./getClientConfig.ts";
import { listManagedClusterUserCredentials } from "./listManagedClusterUserCredentials.ts";

export type Invoke = (context: Context, args: Props) => Props;

const invokes: Readonly<Record<string, Invoke>> = {
  "authorization:getClientConfig": getClientConfig,
  "containerservice:listManagedClusterUserCredentials": listManagedClusterUserCredentials,
};

/** Finds a function by its token, e.g. `azure-native:authorization:getClientConfig`. */
export function findInvoke(token: string): Invoke {
  const [, module = "", name = ""] = token.split(":");
  const found = invokes[`${module.split("/")[0] ?? ""}:${name}`];
  if (!found)
    throw new Error(`The local Azure has no function ${token}; it has ${Object.keys(invokes).join(", ")}`);
  return found;
}
