import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "../../src/results/configuration.ts";
import { formatCsv } from "../../src/results/csv.ts";
import { metadataFile, samplesFile } from "../../src/results/file_names.ts";
import { type Metadata, type Run, schemaVersion, type Trial } from "../../src/results/metadata.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { formatSamples, samplesHeader } from "../../src/results/samples_csv.ts";
import { madeUpConfiguration } from "../../test/report/made_up_configuration.ts";
import { madeUpGpus, madeUpMachine } from "../../test/report/made_up_machine.ts";
import { seededRandom } from "../../test/report/seeded_random.ts";

export const configurationsOfGroup = 10;
export const seriesOfConfiguration = 60;
export const rounds = 10;

/** A guest with two GPUs, each of its CPUs with caches of its own, as hypervisors show them. */
function machineOf(bootId: string): Run["machine"] {
  const threads = 32;
  const machine = madeUpMachine({ threads, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(2) });
  const each = Array.from({ length: threads }, (_, cpu) => String(cpu));
  const caches = machine.caches.map((cache) => (cache.level < 3 ? { ...cache, sharedBy: each } : cache));
  return { ...machine, caches, bootId };
}

const smallestMessage = 2 ** 19;

/** Of all that a run measures, one curve of latencies and one of twelve message sizes: 60 series. */
function isKept({ metric, at }: RecordedSample): boolean {
  if (metric === "mem-latency.load") return at["pages"] === "base";
  if (metric === "nccl.busbw") return at["place"] === "out" && Number(at["size"]) >= smallestMessage;
  return metric !== "nccl.time" && metric !== "nccl.algbw";
}

/** What was started for a trial: a program for each GPU where it is about them. */
function executionsOf(benchmark: string, path: string, gpus: readonly number[]): Trial["executions"] {
  return (gpus.length === 0 ? [null] : gpus).map((gpu) => ({
    argv: [
      path,
      benchmark,
      "--iterations",
      "50",
      "--warm-up",
      "10",
      ...(gpu === null ? [] : ["--gpu", String(gpu)]),
    ],
    environment: gpu === null ? {} : { CUDA_DEVICE_ORDER: "PCI_BUS_ID" },
    wallSeconds: 1.9875840209999998,
    exitCode: 0,
    signal: null,
    endedBy: "itself" as const,
  }));
}

/** A run with its trials, from what a configuration has of them all together. */
function withTrials({ outcomes, noise, gpuLoad }: Configuration, run: Run): Run {
  const trials = Array.from({ length: rounds }, (_, i) => i + 1).flatMap((round) =>
    outcomes.flatMap(({ benchmark }, place): Trial[] => {
      const tool = run.tools.find((one) => one.benchmark === benchmark);
      const own = noise[(round - 1) * outcomes.length + place];
      if (tool === undefined || own === undefined) throw new RangeError(`${benchmark} was not made up`);
      const loads = gpuLoad.filter((load) => load.benchmark === benchmark && load.round === round);
      return [
        {
          benchmark,
          round,
          tool: tool.id,
          startedAt: new Date(Date.parse(run.startedAt) + 3000 * (7 * round + place)).toISOString(),
          executions: executionsOf(
            benchmark,
            tool.path,
            loads.map(({ load }) => load.gpu),
          ),
          notices: [],
          noise: own,
          gpuLoad: loads.map(({ load }) => load),
          outcome: { status: "done" },
        },
      ];
    }),
  );
  return { ...run, trials };
}

/** The first of a group has a name by which the others are held against it. */
function nameOf(place: number): string {
  return place === 0 ? "unpinned" : `pinned-${place}`;
}

/** The two files of one configuration from which a report is made, as a run writes them. */
function filesOf(gpu: string, config: string, seed: number): { metadata: string; samples: string } {
  const random = seededRandom(seed);
  const about = (middle: number, reach: number): number => middle + reach * (2 * random() - 1);
  const made = madeUpConfiguration({
    gpu,
    config,
    machine: machineOf(`boot ${seed}`),
    seed,
    cpu: about(0.97, 0.02),
    bandwidth: about(0.9, 0.08),
    latency: about(1.1, 0.1),
    wander: about(0.01, 0.008),
    rounds,
    gpuMaking: { transport: "P2P/NVLink", startUs: about(22, 3) },
  });
  const [run] = made.runs;
  const kept = made.samples.filter(isKept);
  if (run === undefined || kept.length !== seriesOfConfiguration * rounds)
    throw new RangeError(`${kept.length} samples were made up`);
  const samples = formatCsv(samplesHeader, []) + formatSamples(kept);
  const metadata: Metadata = {
    schema: schemaVersion,
    gpu,
    config,
    runs: [withTrials(made, run)],
    committed: { [samplesFile]: Buffer.byteLength(samples) },
  };
  return { metadata: `${JSON.stringify(metadata, null, 1)}\n`, samples };
}

/**
 * Writes a results folder, the same each time, with groups of ten configurations of 60 series × 10 rounds.
 * @returns the bytes of all its files.
 */
export async function writeMadeUpResults(folder: string, configurations: number): Promise<number> {
  let bytes = 0;
  for (let i = 0; i < configurations; i += 1) {
    const gpu = `gpu-${Math.floor(i / configurationsOfGroup) + 1}`;
    const config = nameOf(i % configurationsOfGroup);
    const directory = join(folder, gpu, config);
    const { metadata, samples } = filesOf(gpu, config, i + 1);
    await mkdir(directory, { recursive: true });
    bytes += await Bun.write(join(directory, metadataFile), metadata);
    bytes += await Bun.write(join(directory, samplesFile), samples);
  }
  return bytes;
}
