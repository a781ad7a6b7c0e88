import { readEngine } from "../container.ts";
import { readCount, readInteger, readLine } from "../read_value.ts";
import { printedBy, type CommandLine, type RunTool, type ToolOutcome } from "../run_tool.ts";
import type { SystemFiles } from "../system_files.ts";
import { amdObstacle } from "./amd_problem.ts";
import {
  readAmdSmiStatic,
  readAmdSmiTopology,
  readRocmSmiCards,
  readRocmSmiTopology,
  type AmdRecord,
} from "./amd_tools.ts";
import { noneFound, type Connection, type FoundGpu, type FoundGpus } from "./found_gpus.ts";
import { kfdOrder } from "./kfd_order.ts";
import { compareAddresses } from "./pci_address.ts";
import { pciFolder, type PciGpu } from "./pci_devices.ts";
import { readBridges, readLinks, type Bridges } from "./pcie_links.ts";
import { toolLimitMilliseconds } from "./tool_limit.ts";
import { gpusAt, quoteOutput } from "./words.ts";

/**
 * Reads AMD's GPUs. One that only drives a screen, as the graphics inside many CPUs, is no problem on a machine whose
 * owner installed nothing to compute on it, and counts for nothing there.
 */
export function readAmd(files: SystemFiles, run: RunTool, onBus: readonly PciGpu[]): FoundGpus {
  const present = onBus.filter(({ driver }) => driver !== "vfio-pci");
  if (present.length === 0) return noneFound(null);
  const ask = (argv: CommandLine): ToolOutcome => run(argv, toolLimitMilliseconds);
  const accelerators = present.filter(({ isAccelerator }) => isAccelerator);
  const complain = (problem: string): FoundGpus =>
    noneFound(accelerators.length === 0 ? null : problem, moduleVersion(files));
  const obstacle = amdObstacle(
    accelerators.length === 0 ? present : accelerators,
    files.list("/dev").includes("kfd"),
    readEngine(files),
  );
  if (obstacle !== null) return complain(obstacle);
  const answer = askTools(ask);
  if (answer.records.length === 0)
    return complain(
      `${gpusAt(accelerators.map(({ address }) => address))} cannot be used: ${answer.because}`,
    );
  const bridges = readBridges(files);
  const order = kfdOrder(files);
  return {
    gpus: answer.records.toSorted(inOrder(order)).map((record) => foundGpu(files, record, bridges)),
    driver: moduleVersion(files) ?? answer.records[0]?.driver ?? null,
    runtime: readRocmVersion(files),
    connections: answer.records.length < 2 ? [] : answer.readConnections(),
    problem: null,
  };
}

interface Answer {
  readonly records: readonly AmdRecord[];
  /** Why there are no records, and the way out. */
  readonly because: string;
  readConnections(): Connection[];
}

/** ROCm's tools are often not on PATH. */
const folders = ["", "/opt/rocm/bin/"];

const tools = [
  {
    program: "amd-smi",
    list: ["static", "--json"],
    topology: ["topology", "--json"],
    readList: readAmdSmiStatic,
    readTopology: readAmdSmiTopology,
  },
  {
    program: "rocm-smi",
    list: ["--showproductname", "--showbus", "--showdriverversion", "--json"],
    topology: ["--showtopotype", "--json"],
    readList: readRocmSmiCards,
    readTopology: readRocmSmiTopology,
  },
];

/** Asks the tools in order of preference until one lists GPUs. */
function askTools(ask: (argv: CommandLine) => ToolOutcome): Answer {
  let because = "neither amd-smi nor rocm-smi is installed, so install ROCm, which brings them";
  for (const tool of tools)
    for (const folder of folders) {
      const program = `${folder}${tool.program}`;
      const outcome = ask([program, ...tool.list]);
      if (outcome.kind === "missing") continue;
      const records = tool.readList(outcome.stdout);
      if (records.length > 0)
        return {
          records,
          because,
          readConnections: () => tool.readTopology(printedBy(ask([program, ...tool.topology]))),
        };
      because =
        outcome.exitCode === 0
          ? `${program} lists no GPU, so look for amdgpu in dmesg`
          : `${program} ${quoteOutput(outcome)}; look for amdgpu in dmesg, and join the groups video and render`;
    }
  return { records: [], because, readConnections: () => [] };
}

/** As ROCm counts them; where the kernel does not tell, by address. */
function inOrder(order: readonly string[]): (a: AmdRecord, b: AmdRecord) => number {
  const place = ({ address }: AmdRecord): number => {
    const found = order.indexOf(address);
    return found < 0 ? order.length : found;
  };
  return (a, b) => place(a) - place(b) || compareAddresses(a.address, b.address);
}

/** The version that AMD's package gives its driver; the kernel's own has none. */
function moduleVersion(files: SystemFiles): string | null {
  return readLine(files, "/sys/module/amdgpu/version");
}

/** `ROCm 7.0.2` of `7.0.2-56`. */
function readRocmVersion(files: SystemFiles): string | null {
  const version = /^\d+\.\d+(?:\.\d+)?/.exec(readLine(files, "/opt/rocm/.info/version") ?? "")?.[0];
  return version === undefined ? null : `ROCm ${version}`;
}

function foundGpu(files: SystemFiles, record: AmdRecord, bridges: Bridges): FoundGpu {
  const { number, address, ecc } = record;
  const device = `${pciFolder}/${address}`;
  const uniqueId = /^[0-9a-f]{16}$/.exec(readLine(files, `${device}/unique_id`) ?? "")?.[0];
  const microwatts = readCount(files, `${device}/hwmon/${files.list(`${device}/hwmon`)[0]}/power1_cap`);
  return {
    number,
    slices: [],
    facts: {
      vendor: "amd",
      model:
        record.name ??
        readLine(files, `${device}/product_name`) ??
        `AMD GPU ${readLine(files, `${device}/device`) ?? ""}`.trim(),
      // In the form in which ROCR_VISIBLE_DEVICES takes it.
      uuid: uniqueId === undefined ? null : `GPU-${uniqueId}`,
      address,
      numaNode: readInteger(files, `${device}/numa_node`),
      memoryBytes: readCount(files, `${device}/mem_info_vram_total`),
      ecc,
      mig: null,
      powerLimitWatts: microwatts === null ? null : microwatts / 1e6,
      links: readLinks(files, address, bridges),
    },
  };
}
