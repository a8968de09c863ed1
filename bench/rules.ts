/** The time all rules take, in the SDK's own server but without its transport. */
import { createRequire } from "node:module";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { toPolicies, type PackPolicy } from "../policy/lib/crossguard.ts";
import { shareInputs } from "../policy/lib/shareInputs.ts";
import { rules } from "../policy/rules/index.ts";
import { analyzeRequest, type Sent } from "../test/policy/support/pack.ts";
import { median } from "./figures.ts";

type Analyze = (
  call: { readonly request: analyzer.AnalyzeRequest },
  answer: (error: unknown) => void,
) => Promise<void>;

/** What the SDK's server calls for each resource; not part of its types. */
interface Server {
  readonly makeAnalyzeRpcFun: (
    pack: string,
    version: string,
    level: string,
    policies: readonly PackPolicy[],
  ) => Analyze;
}

/** Milliseconds for each resource, in processor time of the thread: what else the machine does leaves them alone. */
export interface RuleTimes {
  /** In the first run of a process. */
  readonly cold: number;
  readonly warm: number;
  /** Parsing the same resources from JSON. */
  readonly json: number;
}

/** Times all rules with the SDK's conversion of each resource, as the pack prepares it. */
export async function timeRules(resources: readonly Sent[], runs: number): Promise<RuleTimes> {
  const server = createRequire(import.meta.url)("@pulumi/policy/server.js") as Server;
  shareInputs();
  const analyze = server.makeAnalyzeRpcFun("bench", "1.0.0", "advisory", toPolicies(rules));
  const each = (milliseconds: number) => milliseconds / resources.length;
  const once = async () => {
    // Converted once for each request: every run needs new ones.
    const requests = resources.map(analyzeRequest);
    const start = processorTime();
    for (const request of requests) {
      await analyze({ request }, (error) => {
        if (error instanceof Error) throw error;
      });
    }
    return each(processorTime() - start);
  };
  const cold = await once();
  const warm: number[] = [];
  for (let run = 0; run < 2 * runs + 1; run++) warm.push(await once());
  return { cold, warm: median(warm), json: each(timeParsing(resources, runs)) };
}

function timeParsing(resources: readonly Sent[], runs: number): number {
  const texts = resources.map(({ props }) => JSON.stringify(props));
  return median(
    Array.from({ length: 2 * runs + 1 }, () => {
      const start = processorTime();
      for (const text of texts) JSON.parse(text);
      return processorTime() - start;
    }),
  );
}

/** Milliseconds so far. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
