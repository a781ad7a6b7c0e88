import type { MachineFacts } from "../machine/facts.ts";
import { modelCounts } from "../machine/gpus/words.ts";
import type { Limits } from "../machine/limits.ts";
import type { Check } from "./readiness.ts";

/** What NVIDIA recommends to give containers; NCCL's buffers for eight GPUs take about two thirds of it. */
const plentyOfSharedMemoryBytes = 1e9;

function checkDevices({ gpus }: MachineFacts): Check {
  const subject = "GPUs";
  // Without a GPU to use here, as on a host that keeps its GPUs for guests, no result is lost.
  if (gpus.problem !== null)
    return { status: gpus.onBus === 0 ? "note" : "spoils", subject, sentence: gpus.problem };
  if (gpus.devices.length === 0)
    return { status: "note", subject, sentence: "none here, so the GPU benchmarks are skipped" };
  return { status: "good", subject, sentence: modelCounts(gpus.devices) };
}

/** Whether links of their own connect all GPUs, so that nothing between them goes through host memory. */
function areLinked({ devices, interconnect }: MachineFacts["gpus"]): boolean {
  const linked = new Set(
    interconnect
      .filter(({ link }) => /^(NV\d|XGMI)/.test(link))
      .flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]),
  );
  return devices.every((a) =>
    devices.every((b) => a.index === b.index || linked.has(`${a.index} ${b.index}`)),
  );
}

function checkSharedMemory({ gpus }: MachineFacts, { sharedMemoryBytes }: Limits): Check {
  const subject = "/dev/shm";
  const size = sharedMemoryBytes === null ? "not mounted" : `${(sharedMemoryBytes / 1e9).toFixed(1)} GB`;
  if (gpus.devices.length < 2)
    return { status: "note", subject, sentence: `${size}; only all-reduce between GPUs needs it` };
  if ((sharedMemoryBytes ?? 0) >= plentyOfSharedMemoryBytes)
    return { status: "good", subject, sentence: size };
  if (areLinked(gpus))
    return {
      status: "note",
      subject,
      sentence: `${size}; too little for all-reduce should it not use the links between the GPUs (--shm-size=1g)`,
    };
  return {
    status: "spoils",
    subject,
    sentence:
      `${size}: GPUs that cannot reach one another's memory exchange data through it, and all-reduce (nccl) then ` +
      "fails; give it 1 GB (--shm-size=1g)",
  };
}

function checkLockableMemory({ lockableBytes }: Limits): Check {
  const subject = "memlock";
  if (lockableBytes === Infinity) return { status: "good", subject, sentence: "no limit" };
  const limit = lockableBytes === null ? "not known" : `${(lockableBytes / 1e6).toFixed(0)} MB`;
  return {
    status: "note",
    subject,
    sentence:
      `${limit}; what CUDA and ROCm pin does not count against it, only what all-reduce over a network card pins ` +
      "(--ulimit memlock=-1)",
  };
}

/** What the GPU benchmarks lack, or would lack. */
export function checkGpus(machine: MachineFacts, limits: Limits): Check[] {
  return [checkDevices(machine), checkSharedMemory(machine, limits), checkLockableMemory(limits)];
}
