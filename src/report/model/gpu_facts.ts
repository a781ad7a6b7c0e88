import type { Gpu, MachineFacts } from "../../machine/facts.ts";
import { formatBytes } from "../../number_format.ts";
import { type Fact, fact } from "../view/details.ts";
import { linkAtRestWords } from "../../analysis/pcie_link.ts";

function switched(name: string, isOn: boolean | null): string[] {
  return isOn === null ? [] : [`${name} ${isOn ? "on" : "off"}`];
}

function kindWords({ model, memoryBytes, ecc, mig, powerLimitWatts }: Gpu): string {
  return [
    model,
    ...(memoryBytes === null ? [] : [formatBytes(memoryBytes)]),
    ...switched("ECC", ecc),
    ...switched("MIG", mig),
    ...(powerLimitWatts === null ? [] : [`power limit ${Math.round(powerLimitWatts)} W`]),
  ].join(" · ");
}

/** One line for GPUs that are alike: `8 × NVIDIA H200 · 140 GiB`, or with their numbers when others are not. */
function kindLines(devices: readonly Gpu[]): string[] {
  const kinds = Array.from(Map.groupBy(devices, kindWords));
  return kinds.map(([words, alike]) =>
    kinds.length === 1
      ? `${alike.length} × ${words}`
      : `GPU ${alike.map(({ index }) => index).join(", ")}: ${words}`,
  );
}

function nodeWords({ numaNode }: Gpu, { hypervisor }: MachineFacts): string {
  if (numaNode === null) return "NUMA node unknown";
  if (numaNode >= 0) return `NUMA node ${numaNode}`;
  const isGuest = hypervisor !== null && hypervisor !== "none";
  return `NUMA node −1: ${isGuest ? "the guest is not told" : "the firmware does not say"}`;
}

function placeFact(gpu: Gpu, machine: MachineFacts): Fact {
  const [own, ...bridges] = gpu.links;
  return fact(
    `GPU ${gpu.index}`,
    `${gpu.address ?? "PCI address unknown"} · ${nodeWords(gpu, machine)}`,
    `PCIe ${own === undefined ? "link not shown by this machine" : linkAtRestWords(own)}`,
    ...bridges.map((bridge) => `below bridge ${bridge.address}: ${linkAtRestWords(bridge)}`),
  );
}

/** `NV18 between all`, or which pairs each kind of connection joins. */
export function interconnectLines({ devices, interconnect }: MachineFacts["gpus"]): string[] {
  const pairs = new Map(
    interconnect
      .map(({ from, to, link }) => ({ low: Math.min(from, to), high: Math.max(from, to), link }))
      .map((pair) => [`${pair.low}–${pair.high}`, pair.link]),
  );
  const byLink = Array.from(Map.groupBy(pairs, ([, link]) => link));
  const all = (devices.length * (devices.length - 1)) / 2;
  return byLink.map(([link, joined]) =>
    joined.length === all ? `${link} between all` : `${link}: ${joined.map(([pair]) => pair).join(", ")}`,
  );
}

/** The GPUs of a machine as they were before anything was measured; empty where nothing is known of any. */
export function gpuFacts(machine: MachineFacts): Fact[] {
  const { gpus, environment } = machine;
  const software = [gpus.driver, gpus.runtime].flatMap((name) => name ?? []);
  const interconnect = interconnectLines(gpus);
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [
    ...(gpus.problem === null ? [] : [fact("Problem", gpus.problem)]),
    ...(gpus.devices.length === 0 ? [] : [fact("GPUs", ...kindLines(gpus.devices))]),
    ...(software.length === 0 ? [] : [fact("Driver", software.join(" · "))]),
    ...gpus.devices.map((gpu) => placeFact(gpu, machine)),
    ...(interconnect.length === 0 ? [] : [fact("Interconnect", ...interconnect)]),
    ...(variables.length === 0 ? [] : [fact("Environment", ...variables)]),
  ];
}
