import { checkInput } from "./azureInput.ts";
import { alternatives, type Finding } from "./finding.ts";
import { get, items, type Field } from "./read.ts";

/** Which tokens an identity may trust; issuers and subjects are regular expressions. */
interface Trusted {
  readonly issuers: readonly string[];
  readonly subjects: readonly string[];
  readonly audiences: readonly string[];
}

/** Every pod that names no account runs as this one. */
const sharedAccount = /^system:serviceaccount:[^:]+:default$/;

/** Checks a federated identity credential. */
export function checkTrust(body: Field, { issuers, subjects, audiences }: Trusted): readonly Finding[] {
  const audienceList = get(body, "audiences");
  const matchesOne = (sources: readonly string[]) => (value: unknown) =>
    typeof value === "string" && sources.some((source) => new RegExp(source, "i").test(value));
  const trusted = matchesOne(subjects);
  return [
    ...checkInput(get(body, "issuer"), {
      accepts: matchesOne(issuers),
      problem: "not a trusted issuer",
      absent: "not set",
      fix: "Use the issuer of an AKS cluster, or add it to the rule's issuers",
    }),
    ...checkInput(get(body, "subject"), {
      accepts: (value) => trusted(value) && !sharedAccount.test(String(value)),
      problem: "names no service account of its own",
      absent: "not set",
      fix: "Write it like system:serviceaccount:namespace:name",
    }),
    ...checkInput(audienceList, {
      accepts: () => items(audienceList).length > 0,
      problem: "empty",
      absent: "not set",
      fix: `Set it to ${alternatives(audiences)}`,
    }),
    ...items(audienceList).flatMap((audience) =>
      checkInput(audience, {
        accepts: (value) => typeof value === "string" && audiences.includes(value),
        problem: "not a trusted audience",
        fix: `Set it to ${alternatives(audiences)}`,
      }),
    ),
  ];
}
