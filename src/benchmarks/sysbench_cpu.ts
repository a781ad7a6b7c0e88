import type { MachineFacts } from "../machine/facts.ts";
import type { Tool } from "./benchmark.ts";
import { parseSysbench, type SysbenchReport } from "./formats/sysbench.ts";
import type { Metric, Sample } from "./metric.ts";
import { secondsPerRound } from "./settings.ts";

/** Total over the rounds of a standard run. */
const totalSeconds = 30;

/** The latencies that sysbench prints of its events, as metrics of `benchmark`. */
export function latencyMetrics(benchmark: string): readonly Metric[] {
  const latency = (name: string, label: string, role: Metric["role"]): Metric => ({
    id: `${benchmark}.latency-${name}`,
    label,
    unit: "ms",
    better: "lower",
    role,
  });
  return [
    latency("min", "Fastest event", "detail"),
    // The rate, the other way round.
    latency("avg", "Mean event", "detail"),
    // Of however many events there were: the longer the trial, the slower.
    latency("max", "Slowest event", "detail"),
    latency("percentile", "Event latency percentile", "target"),
  ];
}

/**
 * sysbench's prime search up to 10,000 (its default, stated so that another default cannot change the work done).
 */
export function sysbenchCpu(options: {
  readonly rawFile: string;
  readonly threads: (machine: MachineFacts) => number;
  readonly samples: (report: SysbenchReport) => readonly Sample[];
}): Tool {
  return {
    id: "sysbench",
    label: "sysbench cpu, primes up to 10,000",
    program: { kind: "path", name: "sysbench", package: "sysbench" },
    versionArguments: ["--version"],
    commands: (machine, settings) => {
      const seconds = secondsPerRound(settings, totalSeconds);
      return [
        {
          arguments: [
            "cpu",
            "--cpu-max-prime=10000",
            `--threads=${options.threads(machine)}`,
            `--time=${seconds}`,
            "--events=0",
            "--percentile=95",
            "run",
          ],
          environment: {},
          binding: null,
          at: {},
          rawFile: options.rawFile,
          expectedSeconds: seconds,
          limitSeconds: 4 * seconds + 30,
        },
      ];
    },
    parse: ({ stdout }) => ({ samples: options.samples(parseSysbench(stdout)), remarks: [] }),
  };
}
