import { client } from "../arm/ids.ts";
import type { Props } from "../values.ts";

/** Who the program runs as. */
export function getClientConfig(): Props {
  return { ...client };
}
