import { readEngine } from "../container.ts";
import { readInteger } from "../read_value.ts";
import { printedBy, type CommandLine, type RunTool, type ToolOutcome } from "../run_tool.ts";
import type { SystemFiles } from "../system_files.ts";
import { noneFound, type FoundGpu, type FoundGpus } from "./found_gpus.ts";
import { compareAddresses } from "./pci_address.ts";
import { pciFolder, type PciGpu } from "./pci_devices.ts";
import { readBridges, readLinks, type Bridges } from "./pcie_links.ts";
import { brokenProblem, cutShortProblem, nvidiaProblem } from "./nvidia_problem.ts";
import { nvidiaQuery, readNvidiaRows, type NvidiaRow } from "./nvidia_rows.ts";
import { readNvidiaSlices } from "./nvidia_slices.ts";
import { readNvidiaTopology } from "./nvidia_topology.ts";
import { toolLimitMilliseconds } from "./tool_limit.ts";

/** Reads the NVIDIA GPUs. nvidia-smi is started only where something says that there is a GPU or a driver. */
export function readNvidia(files: SystemFiles, run: RunTool, onBus: readonly PciGpu[]): FoundGpus {
  const present = onBus.filter(({ driver }) => driver !== "vfio-pci").map(({ address }) => address);
  const isDriverLoaded = files.read("/proc/driver/nvidia/version") !== null;
  const areAllForGuests = onBus.length > 0 && present.length === 0;
  const isLikely = present.length > 0 || isDriverLoaded || hasDeviceFile(files);
  if (areAllForGuests || !isLikely) return noneFound(null);
  const ask = (argv: CommandLine): ToolOutcome => run(argv, toolLimitMilliseconds);
  const outcome = ask(nvidiaQuery);
  const { rows, broken } = readNvidiaRows(printedBy(outcome));
  const driver = rows[0]?.driver ?? loadedVersion(files);
  if (rows.length === 0)
    return noneFound(
      brokenProblem(broken) ?? nvidiaProblem({ present, isDriverLoaded, engine: readEngine(files) }, outcome),
      driver,
    );
  const slices = rows.some(({ mig }) => mig === true)
    ? readNvidiaSlices(printedBy(ask(["nvidia-smi", "-L"])))
    : new Map<number, readonly string[]>();
  const bridges = readBridges(files);
  return {
    gpus: rows
      .toSorted((a, b) => compareAddresses(a.address, b.address))
      .map((row) => foundGpu(files, row, slices.get(row.number) ?? [], bridges)),
    driver,
    runtime: readCudaVersion(ask),
    connections: rows.length < 2 ? [] : readNvidiaTopology(printedBy(ask(["nvidia-smi", "topo", "-m"]))),
    problem: brokenProblem(broken) ?? cutShortProblem(outcome),
  };
}

/** Where a GPU is not on the PCI bus that is shown: WSL, and sandboxes that show a bus of their own. */
function hasDeviceFile(files: SystemFiles): boolean {
  const devices = files.list("/dev");
  return devices.includes("dxg") || devices.includes("nvidiactl");
}

/** The version of a driver that lists no GPU. */
function loadedVersion(files: SystemFiles): string | null {
  const text = files.read("/proc/driver/nvidia/version") ?? "";
  return /^NVRM version: .*? (\d+\.\d+(?:\.\d+)?)\s/.exec(text)?.[1] ?? null;
}

/** `CUDA 13.0`. Drivers before 560 or so have no --version; their plain output says it in its heading. */
function readCudaVersion(ask: (argv: CommandLine) => ToolOutcome): string | null {
  const stated = (text: string): string | undefined => /CUDA (?:UMD )?Version\s*: (\d+\.\d+)/.exec(text)?.[1];
  const version =
    stated(printedBy(ask(["nvidia-smi", "--version"]))) ?? stated(printedBy(ask(["nvidia-smi"])));
  return version === undefined ? null : `CUDA ${version}`;
}

function foundGpu(files: SystemFiles, row: NvidiaRow, slices: readonly string[], bridges: Bridges): FoundGpu {
  const { number, uuid, name, address, ecc, mig, powerLimitWatts } = row;
  return {
    number,
    slices,
    facts: {
      vendor: "nvidia",
      model: name,
      uuid,
      address,
      numaNode: readInteger(files, `${pciFolder}/${address}/numa_node`),
      // Of a GPU cut into slices, a program has only its slice's.
      memoryBytes: mig === true ? null : row.memoryBytes,
      ecc,
      mig,
      powerLimitWatts,
      links: readLinks(files, address, bridges),
    },
  };
}
