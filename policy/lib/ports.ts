/** Ports that administer machines or open databases. */
const managementPorts: readonly (readonly [number, string])[] = [
  [22, "SSH"],
  [445, "SMB"],
  [1433, "SQL Server"],
  [3306, "MySQL"],
  [3389, "RDP"],
  [5432, "PostgreSQL"],
  [5985, "WinRM"],
  [6379, "Redis"],
  [6443, "Kubernetes"],
  [10250, "kubelet"],
  [27017, "MongoDB"],
];

type Range = readonly [low: number, high: number];

/** Azure writes one port, a range or `*`; undefined for anything else. */
function parseRange(written: string): Range | undefined {
  if (written.trim() === "*") return [0, 65_535];
  const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(written);
  if (match === null) return undefined;
  const [, low, high = low] = match;
  return [Number(low), Number(high)];
}

/** All of the ports lie in one of the allowed ports or ranges. */
export function isAllowedPorts(written: string, allowed: readonly string[]): boolean {
  const range = parseRange(written);
  if (range === undefined) return false;
  return allowed.map(parseRange).some((one) => one !== undefined && one[0] <= range[0] && range[1] <= one[1]);
}

/** The management ports among these, e.g. `SSH (22)`. */
export function managementPortsIn(written: string): readonly string[] {
  const range = parseRange(written);
  if (range === undefined) return [];
  return managementPorts
    .filter(([port]) => range[0] <= port && port <= range[1])
    .map(([port, name]) => `${name} (${port})`);
}
