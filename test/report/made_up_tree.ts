import type { BenchmarkOutcome, ResultTree } from "../../src/results/configuration.ts";
import { madeUpConfiguration } from "./made_up_configuration.ts";
import { madeUpGpus, madeUpMachine } from "./made_up_machine.ts";
import { madeUpOlder } from "./made_up_older.ts";

const kiB = 1024;

const failedOutput = [
  "STREAM array elements: 80000000",
  "Array size 610.4 MiB each, 1831.1 MiB in total",
  "\u001B[31merror:\u001B[0m <b>Triad</b> does not validate: a[17] is 1.2e+00, expected 1.153301e+12",
].join("\n");

/** Two GPU groups as a person would have after an afternoon: good, bad, failed, smoke and older ones. */
export function madeUpTree(): ResultTree {
  const h200 = "nvidia-h200";
  const host = madeUpMachine({
    threads: 128,
    nodes: 2,
    hypervisor: "none",
    lastLevelBytes: 256 * 1024 * kiB,
    gpus: madeUpGpus(2),
  });
  const guest = madeUpMachine({ threads: 64, nodes: 2, hypervisor: "kvm", gpus: madeUpGpus(2) });
  const flat = madeUpMachine({
    threads: 64,
    nodes: 1,
    hypervisor: "kvm",
    gpus: madeUpGpus(2, [1]),
    environment: { CUDA_VISIBLE_DEVICES: "0,1", NCCL_P2P_DISABLE: "1" },
  });
  const paged = madeUpMachine({ threads: 64, nodes: 2, hypervisor: "kvm", reservedPages: 4096 });
  const oneNode = (benchmark: string): BenchmarkOutcome => ({
    benchmark,
    status: "skipped",
    because: "one NUMA node",
  });
  return {
    configurations: [
      madeUpConfiguration({
        gpu: h200,
        config: "host",
        machine: host,
        seed: 1,
        wander: 0.003,
        spread: 0.15,
        gpuMaking: { transport: "P2P/NVLink" },
      }),
      madeUpConfiguration({
        gpu: h200,
        config: "unpinned",
        machine: flat,
        seed: 2,
        cpu: 0.95,
        bandwidth: 0.58,
        latency: 1.32,
        wander: 0.06,
        spread: 6.4,
        notices: ["run 1 was interrupted: 31 of 40 trials are finished; --resume continues it"],
        status: "interrupted",
        rounds: 8,
        gpuMaking: { transport: "SHM", slowed: [1], hot: [0], startUs: 44 },
      }),
      madeUpConfiguration({
        gpu: h200,
        config: "pin",
        machine: flat,
        seed: 3,
        cpu: 0.97,
        bandwidth: 0.71,
        latency: 1.2,
        wander: 0.012,
        spread: 1.1,
      }),
      madeUpConfiguration({
        gpu: h200,
        config: "pin-numa",
        machine: guest,
        seed: 4,
        cpu: 0.985,
        bandwidth: 0.96,
        gpuMaking: { transport: "P2P/NVLink", startUs: 22 },
      }),
      madeUpConfiguration({
        gpu: h200,
        config: "pin-numa-hugepages",
        machine: paged,
        seed: 5,
        cpu: 0.987,
        bandwidth: 0.985,
        latency: 0.97,
        outcomes: [
          {
            benchmark: "stream",
            status: "failed",
            because: "stream exited with 1 (a kernel's result is wrong)",
            output: failedOutput,
            failedRounds: 10,
            rounds: 10,
          },
        ],
      }),
      madeUpOlder(h200, "pin-numa-2025", 6),
      madeUpConfiguration({
        gpu: "no-gpu",
        config: "demo",
        machine: madeUpMachine({ threads: 2, nodes: 1, hypervisor: "kvm" }),
        seed: 7,
        bandwidth: 0.1,
        profile: "smoke",
        rounds: 1,
        notices: [
          "STREAM arrays scaled down from 80000000 to 52000000 elements for want of free memory: comparable with " +
            "runs of that size only",
        ],
        outcomes: [oneNode("mem-latency")],
      }),
      madeUpConfiguration({
        gpu: "no-gpu",
        config: "host",
        machine: madeUpMachine({ threads: 2, nodes: 1, hypervisor: "none" }),
        seed: 8,
        bandwidth: 0.11,
      }),
    ],
    problems: [
      {
        path: "results/nvidia-h200/broken/metadata.json",
        because: "it is no JSON: unexpected end of input at line 1",
      },
      { path: "results/nvidia-h200/pin/samples.csv", because: "line 212 has 4 cells instead of 9" },
    ],
  };
}
