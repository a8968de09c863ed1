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
      "refuses a subnet outside the address space",
      "service: 10.225.0.0/24",
      "service: 10.0.0.0/24",
      '11:16: network.subnets.service: is not inside network.addressSpace (10.224.0.0/12). Got "10.0.0.0/24". Choose a part of 10.224.0.0/12.',
    ],
    [
      "refuses a subnet that overlaps the plan's",
      "service: 10.225.0.0/24",
      "service: 10.224.0.0/15",
      '11:16: network.subnets.service: overlaps the subnet for system (10.224.0.0/21). Got "10.224.0.0/15". Choose two ranges that share no address, or leave the range to the address plan.',
    ],
    [
      "refuses a subnet for what this environment does not have",
      "service: 10.225.0.0/24",
      "nodes: 10.225.0.0/24",
      '11:16: network.subnets.nodes: belongs to a subnet this environment does not have. Got "10.225.0.0/24". Remove it; there are subnets for system, service, worker, spot, apiserver.',
    ],
    [
      "refuses a subnet too small for the API server",
      "service: 10.225.0.0/24",
      "apiserver: 10.229.0.0/29",
      '11:16: network.subnets.apiserver: is too small for the API server. Got "10.229.0.0/29". AKS wants a /28 or larger.',
    ],
    [
      "refuses a subnet too small for its pool",
      "service: 10.225.0.0/24",
      "service: 10.225.0.0/29",
      '11:16: network.subnets.service: gives the subnet for service 3 usable addresses, too few for 6 nodes (service 4, and a third more of all but spot during upgrades). Got "10.225.0.0/29". Choose a larger range or lower nodePools.*.max.',
    ],
    [
      "refuses an address space that cannot be cut",
      "addressSpace: 10.224.0.0/12",
      "addressSpace: 10.225.0.0/25",
      '10:5: network.addressSpace: is too small to be cut into subnets. Got "10.225.0.0/25". Use a prefix of /24 or shorter.',
    ],
    [
      "refuses a pod range too small for the pools",
      "podCidr: 10.244.0.0/16",
      "podCidr: 10.244.0.0/20",
      '12:5: network.podCidr: holds a /24 for 16 nodes, too few for 24 nodes (system 2, service 4, worker 4, spot 7, two for boot, and a third more of all but spot during upgrades). Got "10.244.0.0/20". Choose a larger range or lower nodePools.*.max.',
    ],
    [
      "refuses a peer that overlaps the address space",
      "subnets: { service: 10.225.0.0/24 }",
      "peers: { hub: 10.225.0.0/16 }",
      '11:14: network.peers.hub: overlaps network.addressSpace (10.224.0.0/12). Got "10.225.0.0/16". Choose two ranges that share no address.',
    ],
    [
      "refuses a peer where Azure's own services answer",
      "subnets: { service: 10.225.0.0/24 }",
      "peers: { hub: 168.63.0.0/16 }",
      '11:14: network.peers.hub: overlaps 168.63.129.16/32, where Azure\'s own services answer. Got "168.63.0.0/16". Choose a range apart from 168.63.129.16/32.',
    ],
    [
      "refuses a firewall in no known network",
      "subnets: { service: 10.225.0.0/24 }",
      "egress: { type: firewall, address: 10.100.0.4 }",
      '11:31: network.egress.address: is in no range of network.peers. Got "10.100.0.4". Name the network the firewall is in under network.peers, e.g. {hub: 10.100.0.0/16}.',
    ],
    [
      "refuses ranges for an API server without a public address",
      "    tier: Standard",
      "    apiServer: private",
      "18:5: kubernetes.authorizedIpRanges: a private API server has no public address. Got a list of 1. Leave the list empty, or set kubernetes.apiServer: integrated.",
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
