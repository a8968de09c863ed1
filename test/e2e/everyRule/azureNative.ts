/**
 * A stand-in for the provider azure-native, run by the engine as `pulumi-resource-azure-native`. It takes every type
 * and every input as it comes: for previews of programs whose types the local Azure does not have.
 */
import { main } from "@pulumi/pulumi/provider/index.js";
import { azureNativeVersion } from "../../../config/versions.ts";

await main({ version: azureNativeVersion }, process.argv.slice(2));
