/** The reader's side of the contract: what comes out of another stack is checked before it is believed. */

import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { contractVersion, type PlatformContract } from "./contract.ts";

const schema: z.ZodType<PlatformContract> = z.object({
  contract: z.literal(contractVersion),
  environment: z.string(),
  region: z.string(),
  azure: z.object({ subscriptionId: z.string(), tenantId: z.string(), resourceGroup: z.string() }),
  cluster: z.object({
    name: z.string(),
    resourceGroup: z.string(),
    kubernetesVersion: z.string(),
    oidcIssuerUrl: z.string(),
  }),
  registry: z.object({ loginServer: z.string() }),
  keyVault: z.object({ name: z.string(), id: z.string(), uri: z.string() }),
  serviceBus: z.object({ namespace: z.string(), endpoint: z.string() }),
  ingress: z.object({ gateway: z.string(), namespace: z.string(), class: z.string() }).nullable(),
  keda: z.object({ namespace: z.string(), serviceAccount: z.string() }).nullable(),
  tenants: z.record(z.string(), z.object({ namespace: z.string(), hosts: z.array(z.string()) })),
});

/**
 * @param value Output `contract` of an environment's stack, as it was read.
 * @param stack Name of that stack, for messages.
 * @throws RunError if there is none, if it is of another version, or if a part of it is missing.
 */
export function readContract(value: unknown, stack: string): PlatformContract {
  const advice = `Run \`pulumi up --stack ${stack}\` with this version of the program first.`;
  if (typeof value !== "object" || value === null) {
    throw new pulumi.RunError(`Stack ${stack} has no output "contract". ${advice}`);
  }
  const version: unknown = "contract" in value ? value.contract : undefined;
  if (typeof version !== "number" || version < contractVersion) {
    const found = typeof version === "number" ? `is version ${version}` : "has no version";
    throw new pulumi.RunError(
      `The contract of stack ${stack} ${found}; version ${contractVersion} is needed. ${advice}`,
    );
  }
  if (version > contractVersion) {
    throw new pulumi.RunError(
      `The contract of stack ${stack} is version ${version}; this program knows ${contractVersion}. Update the program.`,
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new pulumi.RunError(
    `The contract of stack ${stack} is not complete: ${faults.join("; ")}. ${advice}`,
  );
}
