import assert from "node:assert/strict";
import { components } from "../../config/calendar/matrix.ts";
import { changed, compliant, loadFiles, problemsOf, stackFile } from "./fixture.ts";

const minor = (version: string, files = compliant) =>
  changed(files, stackFile, 'version: "1.36"', `version: "${version}"`);
const traefik = changed(compliant, stackFile, "ingress: { driver: aks }", "ingress: { driver: chart }");
const keda = changed(compliant, stackFile, "keda: { driver: aks }", "keda: { driver: chart }");
const nodes =
  "16:5: kubernetes.version: nodes with AzureLinux3 go with Kubernetes 1.28 to 1.36, not with 1.37. " +
  'Got "1.37". Allowed: kubernetes.version 1.34, 1.35, 1.36. ' +
  "Or pin another nodeOsSku in config/versions.ts: AzureLinux, Ubuntu, Ubuntu2404, AzureContainerLinux.";
const certManager =
  "30:7: addons.certManager.driver: cert-manager 1.21 goes with Kubernetes 1.33 to 1.36, not with 1.37. " +
  'Got "chart". Allowed: kubernetes.version 1.34, 1.35, 1.36. ' +
  "Or give a chart of another version in charts.cert-manager.path.";

function refuses(files: typeof compliant, ...messages: string[]): void {
  assert.deepEqual(
    problemsOf(files),
    messages.map((message) => `${stackFile}:${message}`),
  );
}

describe("config: what goes together", () => {
  it("is what the pinned versions were made for", () => {
    for (const files of [compliant, minor("1.35"), traefik, keda])
      assert.deepEqual(loadFiles(files).warnings, []);
    assert.deepEqual(
      components.map(({ title }) => title),
      ["nodes with AzureLinux3", "Traefik 3.7", "KEDA 2.21", "cert-manager 1.21"],
    );
  });

  it("refuses Kubernetes that the nodes' system and cert-manager do not know", () => {
    refuses(minor("1.37"), nodes, certManager);
  });

  it("refuses KEDA's chart on Kubernetes it is not tested with", () => {
    const message =
      "28:13: addons.keda.driver: KEDA 2.21 goes with Kubernetes 1.34 to 1.36, not with 1.37. " +
      'Got "chart". Allowed: kubernetes.version 1.34, 1.35, 1.36. ' +
      "Or set addons.keda.driver: aks, or give a chart of another version in charts.keda.path.";
    refuses(minor("1.37", keda), nodes, message, certManager);
  });

  it("refuses a gateway that watches more than AKS's Gateway API has", () => {
    const message =
      "32:16: addons.ingress.driver: Traefik 3.7 needs Gateway API 1.5, and Kubernetes 1.35 on AKS comes with 1.4. " +
      'Got "chart". Allowed: kubernetes.version 1.36, 1.37. ' +
      "Or set addons.ingress.driver: aks, or give a chart of another version in charts.traefik.path.";
    refuses(minor("1.35", traefik), message);
  });

  it("says nothing of a chart whose version it does not know", () => {
    const own = changed(traefik, stackFile, "charts: {}", "charts: { traefik: { path: charts/traefik } }");
    const { environment } = loadFiles({ ...minor("1.35", own), "charts/traefik/Chart.yaml": "" });
    assert.equal(environment.kubernetes.version, "1.35");
  });
});
