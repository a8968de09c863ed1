import { breaks, stackFile } from "./fixture.ts";

describe("config: rules of an environment", () => {
  breaks(stackFile, [
    [
      "refuses another value of the program's own tag",
      "{ team: platform }",
      "{ managed-by: hand }",
      '6:24: tags.managed-by: is set by the program. Got "hand". Remove the tag; it is always aks-platform.',
    ],
    [
      "refuses an address space that overlaps the pods' range",
      "podCidr: 10.244.0.0/16",
      "podCidr: 10.230.0.0/16",
      '10:5: network.addressSpace: overlaps network.podCidr (10.230.0.0/16). Got "10.224.0.0/12". Choose two ranges that share no address.',
    ],
    [
      "refuses cluster IPs that overlap the pods' range",
      "serviceCidr: 10.0.0.0/16",
      "serviceCidr: 10.244.128.0/17",
      '13:5: network.serviceCidr: overlaps network.podCidr (10.244.0.0/16). Got "10.244.128.0/17". Choose two ranges that share no address.',
      '14:5: network.dnsServiceIp: is not inside network.serviceCidr (10.244.128.0/17). Got "10.0.0.10". Choose a later address of 10.244.128.0/17; its tenth is customary.',
    ],
    [
      "refuses a range AKS uses itself",
      "podCidr: 10.244.0.0/16",
      "podCidr: 172.30.0.0/15",
      '12:5: network.podCidr: overlaps 172.30.0.0/16, which AKS uses itself. Got "172.30.0.0/15". Choose a range apart from 172.30.0.0/16.',
    ],
    [
      "refuses a node subnet outside the address space",
      "nodeSubnet: 10.224.0.0/24",
      "nodeSubnet: 10.0.0.0/24",
      '11:5: network.nodeSubnet: is not inside network.addressSpace (10.224.0.0/12). Got "10.0.0.0/24". Choose a part of 10.224.0.0/12.',
    ],
    [
      "refuses a node subnet too small for the pools",
      "nodeSubnet: 10.224.0.0/24",
      "nodeSubnet: 10.224.0.0/28",
      '11:5: network.nodeSubnet: has 11 usable addresses, too few for 22 nodes (system 2, service 4, worker 4, spot 7, and a third more of all but spot during upgrades). Got "10.224.0.0/28". Choose a larger subnet or lower nodePools.*.max.',
    ],
    [
      "refuses a pod range too small for the pools",
      "podCidr: 10.244.0.0/16",
      "podCidr: 10.244.0.0/20",
      '12:5: network.podCidr: holds a /24 for 16 nodes, too few for 22 nodes (system 2, service 4, worker 4, spot 7, and a third more of all but spot during upgrades). Got "10.244.0.0/20". Choose a larger range or lower nodePools.*.max.',
    ],
    [
      "refuses a range of cluster IPs AKS does not take",
      "serviceCidr: 10.0.0.0/16",
      "serviceCidr: 10.0.0.0/12",
      '13:5: network.serviceCidr: is too large. Got "10.0.0.0/12". Use a prefix of /13 or longer.',
    ],
    [
      "refuses a DNS address outside the cluster IPs",
      "dnsServiceIp: 10.0.0.10",
      "dnsServiceIp: 10.1.0.10",
      '14:5: network.dnsServiceIp: is not inside network.serviceCidr (10.0.0.0/16). Got "10.1.0.10". Choose a later address of 10.0.0.0/16; its tenth is customary.',
    ],
    [
      "refuses the API server's address for DNS",
      "dnsServiceIp: 10.0.0.10",
      "dnsServiceIp: 10.0.0.1",
      "14:5: network.dnsServiceIp: is one of the first two addresses, which are the network's and the API server's. Got \"10.0.0.1\". Choose a later address of 10.0.0.0/16; its tenth is customary.",
    ],
    [
      "refuses every address for the API server",
      "[203.0.113.0/24]",
      "[203.0.113.0/24, 0.0.0.0/0]",
      '18:42: kubernetes.authorizedIpRanges[1]: admits every address. Got "0.0.0.0/0". Name the ranges that need access, or leave the list empty on purpose.',
    ],
    [
      "refuses a pool with min above max",
      "min: 2, max: 4",
      "min: 5, max: 4",
      "21:41: nodePools.service.min: is above max (4). Got 5. Lower min or raise max.",
    ],
    [
      "refuses a system pool without a node",
      "min: 1, max: 2",
      "min: 0, max: 2",
      "20:40: nodePools.system.min: leaves the system pool without a node. Got 0. Use at least 1; 3 where zones matter.",
    ],
    [
      "refuses a service pool without a node",
      "min: 2, max: 4",
      "min: 0, max: 4",
      "21:41: nodePools.service.min: leaves the service pool without a node. Got 0. Use at least 1; 3 where zones matter.",
    ],
    [
      "refuses a burstable spot pool",
      "vmSize: Standard_E4s_v5",
      "vmSize: Standard_B4ms",
      '23:13: nodePools.spot.vmSize: is a B-series size, which Azure does not sell as spot capacity. Got "Standard_B4ms". Use another series, e.g. Standard_D4as_v5.',
    ],
    [
      "refuses messaging units without Premium",
      "sku: Premium",
      "sku: Basic",
      "26:42: serviceBus.capacity: only Premium has messaging units, the sku is Basic. Got 2. Remove capacity or set serviceBus.sku: Premium.",
    ],
    [
      "refuses an ingress without certificates",
      "      driver: chart",
      "      driver: none",
      '30:7: addons.certManager.driver: leaves the hosts of the ingress (driver aks) without certificates. Got "none". Set addons.certManager.driver: chart, or addons.ingress.driver: none.',
    ],
    [
      "refuses workers without KEDA",
      "keda: { driver: aks }",
      "keda: { driver: none }",
      'tenants/shop.yaml:26:3: workers.mailer: needs KEDA, which this environment does not have (addons.keda.driver: none). Got "mailer". Set addons.keda.driver: aks or chart, or take the worker away in this environment with null.',
    ],
    [
      "refuses a chart folder that does not exist",
      "charts: {}",
      "charts: { keda: { path: charts/keda } }",
      '33:34: charts.keda.path: no such folder. Got "charts/keda". Give a folder that exists, absolute or relative to the project, or remove the entry.',
    ],
  ]);
});
