import { deepEqual, equal, throws } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../../local/azure/store.ts";
import type { StoredResource } from "../../../local/azure/store.ts";
import { groupId } from "./landscape.ts";

describe("local Azure: the store", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "aks-store-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const identity = (name: string): StoredResource => ({
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    id: `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    inputs: { resourceName: name },
    outputs: { name },
  });

  it("keeps one private file per resource and does not heed the case of ids", () => {
    const store = openStore(folder);
    store.put(identity("one"));
    store.put({ ...identity("two"), id: identity("two").id.toUpperCase() });
    deepEqual(store.get(identity("ONE").id), identity("one"));
    equal(store.list("microsoft.managedidentity/UserAssignedIdentities").length, 2);
    equal(store.list("Microsoft.KeyVault/vaults").length, 0);
    for (const file of readdirSync(folder)) equal(statSync(join(folder, file)).mode & 0o777, 0o600);
    store.delete(identity("one").id);
    store.delete(identity("one").id);
    equal(store.list().length, 1);
  });

  for (const [what, text, reason] of [
    ["cut off", '{"type": "x', "it is not JSON"],
    ["of another shape", '{"type": "x"}', "it lacks type, id, inputs or outputs"],
  ] as const) {
    it(`names the file that is ${what}, and the way out`, () => {
      const store = openStore(folder);
      store.put(identity("one"));
      const file = join(folder, readdirSync(folder)[0] ?? "");
      writeFileSync(file, text);
      const message = `The local Azure store is damaged: ${file}: ${reason}. Start afresh with \`npm run local:down\`, then \`npm run local:up\`.`;
      throws(() => store.get(identity("one").id), { message });
      throws(() => store.list(), { message });
    });
  }

  it("lets one writer at a time in, of this store and of others on the same folder", async () => {
    const stores = [openStore(folder), openStore(folder)];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (stores[index % 2] ?? openStore(folder)).exclusive(() => {
          const store = openStore(folder);
          const count = Number(store.get(identity("count").id)?.outputs["count"] ?? 0);
          store.put({ ...identity("count"), outputs: { count: count + 1 } });
        }),
      ),
    );
    equal(openStore(folder).get(identity("count").id)?.outputs["count"], 20);
  });
});
