/** Comes before everything else that the pack loads. */
import { deferPackage } from "./lib/deferPackage.ts";

// npm's dependency solver: 440 of the 970 files of a starting pack. The SDK needs it to serialize functions, which
// no pack does.
deferPackage("@npmcli/arborist", "@pulumi/pulumi");
