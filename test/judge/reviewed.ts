/** The list of checks that fail on purpose, and what is left to explain. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { CheckResult } from "./checkov.ts";

const text = z.string().trim().min(1);

const reviewSchema = z.strictObject({
  check: z.string().regex(/^CKV2?_K8S_\d+$/, "is no id of a Kubernetes check of checkov"),
  // Globs on `Kind.namespace.name`; one of wildcards alone would explain whatever comes.
  resources: z.array(z.string().regex(/[^*.]/, "explains everything; name kind, namespace or object")).min(1),
  reason: text,
  by: text,
  on: z.iso.date(),
});

/** Why a check fails on some resources. */
export type Review = Readonly<z.infer<typeof reviewSchema>>;

export const reviewedFile = join(import.meta.dirname, "reviewed.yaml");

/** Reads the list. A malformed entry is an error that names its place in the list. */
export function readReviewed(file = reviewedFile): readonly Review[] {
  return parseReviewed(readFileSync(file, "utf8"));
}

export function parseReviewed(yaml: string): readonly Review[] {
  const parsed = z.array(reviewSchema).safeParse(parse(yaml));
  if (parsed.success) return parsed.data;
  throw new Error(`reviewed.yaml:\n${z.prettifyError(parsed.error)}`);
}

/** What is wrong: failures that nothing explains, and explanations of no failure. */
export interface Difference {
  readonly unexplained: readonly string[];
  readonly stale: readonly string[];
}

export function compare(failed: readonly CheckResult[], reviews: readonly Review[]): Difference {
  const explains = (review: Review, pattern: string, { check, resource }: CheckResult) =>
    review.check === check && matches(pattern, resource);
  const unexplained = failed.filter(
    (failure) => !reviews.some((one) => one.resources.some((pattern) => explains(one, pattern, failure))),
  );
  const stale = reviews.flatMap((review) =>
    review.resources
      .filter((pattern) => !failed.some((failure) => explains(review, pattern, failure)))
      .map((pattern) => `${review.check} fails on nothing that matches ${pattern}`),
  );
  return { unexplained: unexplained.map(failureText), stale };
}

function failureText({ check, name, resource }: CheckResult): string {
  return `${check} (${name}) fails on ${resource}`;
}

/** `*` stands for any text. */
function matches(pattern: string, resource: string): boolean {
  const literal = (part: string) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
  return new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`).test(resource);
}
