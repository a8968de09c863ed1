import { checkInput } from "../../lib/azureInput.ts";
import { alternatives, undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { entries, get, isPending, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";
import { taggableTypes } from "../../lib/taggable.ts";

export const azureTagsAndRegions = defineAzureRule({
  name: "azure-tags-and-regions",
  description: "Azure resources must carry the required tags and lie in the allowed regions.",
  severity: "low",
  level: "mandatory",
  framework: mcsb("AM-1"),
  tags: [
    "psrule:Azure.Resource.AllowedRegions",
    "psrule:Azure.Resource.RequiredTags",
    "psrule:Azure.Resource.UseTags",
  ],
  remediationSteps: "Give the resource the tags and the location of its environment.",
  url: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
  types: taggableTypes,
  params: {
    tags: strings([], "Tags that every resource must carry; none when empty."),
    regions: strings([], "Regions that resources may lie in; any when empty."),
  },
  check: ({ body }, { tags, regions }) => [
    ...checkTags(get(body, "tags"), tags),
    ...(regions.length === 0
      ? []
      : checkInput(get(body, "location"), {
          // What lies nowhere in particular, such as a DNS zone, says so.
          accepts: (value) =>
            typeof value === "string" && ["global", ...regions].map(plain).includes(plain(value)),
          problem: "not an allowed region",
          fix: `Choose ${alternatives(regions)}`,
        })),
  ],
});

function checkTags(field: Field, wanted: readonly string[]): readonly Finding[] {
  if (wanted.length === 0) return [];
  if (isPending(field)) return [undecided(field)];
  // Azure compares the names of tags without regard to case.
  const given = new Map(entries(field).map(([key, value]) => [key.toLowerCase(), value]));
  return wanted.flatMap((tag) => {
    const value = given.get(tag.toLowerCase());
    const { path } = value ?? get(field, tag);
    if (value === undefined) return [violation({ path }, "not set", "Add the tag")];
    return isPending(value) || text(value)?.trim()
      ? []
      : [violation({ path }, "empty", "Give the tag a value")];
  });
}

/** `West Europe` and `westeurope` are the same region. */
function plain(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}
