import { armCore, armVendor } from "./arm_cores.ts";
import { readCpuInfo, type ProcessorInfo } from "./cpu_info.ts";
import { formatCpuList } from "./cpu_list.ts";
import type { MachineFacts } from "./facts.ts";
import { affinity } from "./process_status.ts";
import { parseInteger, readCpuList, readInteger, readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

const cpuFolder = "/sys/devices/system/cpu";

/** The CPUs that the kernel runs on, ascending. */
export function onlineCpus(files: SystemFiles): number[] {
  const present = new Set(files.list(cpuFolder));
  const online = readCpuList(files, `${cpuFolder}/online`)?.filter((cpu) => present.has(`cpu${cpu}`)) ?? [];
  if (online.length > 0) return online;
  const listed = readCpuInfo(files).flatMap((processor) => parseInteger(processor.get("processor")) ?? []);
  return listed.toSorted((a, b) => a - b);
}

/** What the CPUs are, how they hang together, and which of them this process may use. */
export function readCpu(files: SystemFiles): MachineFacts["cpu"] {
  const processors = readCpuInfo(files);
  const online = onlineCpus(files);
  const places = online.map((cpu) => place(files, cpu, processors));
  // The mask may name CPUs that a hypervisor could still plug in: nproc leaves them out, too.
  const allowed = affinity(files)?.filter((cpu) => online.includes(cpu)) ?? [];
  return {
    model: distinctText(processors.map(modelOf)),
    vendor: distinctText(processors.map(vendorOf)),
    sockets: distinctCount(places.map(({ socket }) => socket)),
    dies: distinctCount(places.map(({ die }) => die)),
    cores: distinctCount(places.map(({ core }) => core)),
    threads: online.length,
    online: formatCpuList(online),
    allowed: formatCpuList(allowed.length > 0 ? allowed : online),
    governor: distinctText(
      online.map((cpu) => readLine(files, `${cpuFolder}/cpu${cpu}/cpufreq/scaling_governor`)),
    ),
  };
}

/** Keys that two CPUs have in common when they share the socket, the die, the core. */
interface Place {
  readonly socket: string;
  readonly die: string;
  readonly core: string;
}

function place(files: SystemFiles, cpu: number, processors: readonly ProcessorInfo[]): Place {
  const folder = `${cpuFolder}/cpu${cpu}/topology`;
  const info = processors.find((processor) => processor.get("processor") === `${cpu}`);
  const packageId =
    readInteger(files, `${folder}/physical_package_id`) ?? parseInteger(info?.get("physical id")) ?? 0;
  const socket = `${packageId}`;
  const die = `${socket}:${readInteger(files, `${folder}/die_id`) ?? 0}`;
  // Core ids repeat between dies and sockets, and some firmware repeats them within: the siblings cannot mislead.
  const siblings =
    readCpuList(files, `${folder}/core_cpus_list`) ?? readCpuList(files, `${folder}/thread_siblings_list`);
  if (siblings?.includes(cpu) === true) return { socket, die, core: formatCpuList(siblings) };
  const coreId = readInteger(files, `${folder}/core_id`) ?? parseInteger(info?.get("core id"));
  return { socket, die, core: coreId === null ? `cpu${cpu}` : `${die}:${coreId}` };
}

function modelOf(processor: ProcessorInfo): string | null {
  const implementer = processor.get("CPU implementer");
  const part = processor.get("CPU part");
  if (implementer !== undefined && part !== undefined) return armCore(implementer, part);
  return processor.get("model name") || null;
}

function vendorOf(processor: ProcessorInfo): string | null {
  const implementer = processor.get("CPU implementer");
  return implementer === undefined ? processor.get("vendor_id") || null : armVendor(implementer);
}

function distinctCount(keys: readonly string[]): number {
  return new Set(keys).size;
}

/** The texts that occur, each once; more than one where CPUs differ. Null when there is none. */
function distinctText(texts: readonly (string | null)[]): string | null {
  return Array.from(new Set(texts.filter((text) => text !== null))).join(" + ") || null;
}
