import type { Configuration, ResultTree } from "../../src/results/configuration.ts";
import type { Trial } from "../../src/results/metadata.ts";
import { madeUpConfiguration } from "./made_up_configuration.ts";
import { madeUpGpus, madeUpMachine } from "./made_up_machine.ts";
import { seededRandom } from "./seeded_random.ts";

const secondsPerTrial = 4;

/** The same with the trials that its noise was measured in, and every seventh of them disturbed. */
export function withTrials(configuration: Configuration, disturbed = 7): Configuration {
  const { runs, outcomes, noise } = configuration;
  return {
    ...configuration,
    runs: runs.map((run) => ({
      ...run,
      trials: noise.map((own, i): Trial => ({
        benchmark: outcomes[i % outcomes.length]?.benchmark ?? "",
        round: Math.floor(i / outcomes.length) + 1,
        tool: "",
        startedAt: new Date(Date.parse(run.startedAt) + 1000 * secondsPerTrial * i).toISOString(),
        executions: [],
        notices: [],
        noise:
          i % disturbed === disturbed - 1
            ? { ...own, otherCpuSeconds: 0.04 * own.wallSeconds * run.machine.cpu.threads }
            : own,
        gpuLoad: [],
        outcome: { status: "done" },
      })),
    })),
  };
}

const nodeWords = ["", "-numa", "-numa-hugepages", "-numa-hugepages-isolcpus"] as const;

/** A group of one GPU model with so many configurations, the first of them the bare host. */
export function madeUpCrowd(count: number): ResultTree {
  const random = seededRandom(count);
  const about = (middle: number, reach: number): number => middle + reach * (2 * random() - 1);
  const gpus = madeUpGpus(2);
  const host = madeUpMachine({ threads: 64, nodes: 2, hypervisor: "none", gpus });
  const guest = madeUpMachine({ threads: 32, nodes: 2, hypervisor: "kvm", gpus });
  const configurations = Array.from({ length: count }, (_, i) => {
    const isHost = i === 0;
    const words = nodeWords[i % nodeWords.length] ?? "";
    return withTrials(
      madeUpConfiguration({
        gpu: "nvidia-h200",
        config: isHost ? "host" : `pin-${String(i).padStart(3, "0")}${words}`,
        machine: isHost ? host : guest,
        seed: i + 1,
        cpu: isHost ? 1 : about(0.96, 0.03),
        bandwidth: isHost ? 1 : about(0.85, 0.12),
        latency: isHost ? 1 : about(1.15, 0.12),
        wander: about(0.012, 0.01),
        gpuMaking: { transport: i % 5 === 4 ? "SHM" : "P2P/NVLink", startUs: about(24, 4) },
      }),
      7 + i,
    );
  });
  return { configurations, problems: [] };
}
