import { quoteLine } from "../benchmarks/formats/lines.ts";
import { messageOf } from "../caught.ts";
import type { Gpu } from "../machine/facts.ts";
import type { GpuSample } from "../machine/gpus/gpu_sample.ts";
import { nvidiaSampleArguments, parseNvidiaSample } from "../machine/gpus/nvidia_sample.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { findOnPath } from "./find_program.ts";
import { nothingWatched, samplePeriodMs, type GpuSampler } from "./gpu_sampler.ts";
import { startHaltingProgram, type HaltingProgram } from "./halting_program.ts";

interface Reading {
  readonly samples: readonly GpuSample[];
  /** The first line that is none; null when all are. */
  readonly unreadable: string | null;
}

function readSamples(text: string, devices: readonly Gpu[]): Reading {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const readings = lines.map((line) => ({ line, sample: parseNvidiaSample(line, devices) }));
  return {
    samples: readings.flatMap(({ sample }) => sample ?? []),
    unreadable: readings.find(({ sample }) => sample === null)?.line ?? null,
  };
}

/**
 * Has nvidia-smi sample, one process for the whole run, because its start costs as much CPU time as some seconds of
 * sampling. A process apart, because a call into a driver that hangs does not return.
 */
export function nvidiaSampler(devices: readonly Gpu[], files: SystemFiles): GpuSampler {
  const argv = ["nvidia-smi", ...nvidiaSampleArguments(devices, samplePeriodMs)];
  let program: HaltingProgram | null = null;
  /** What is told once a run, by its kind. */
  const told = new Set<string>();
  const once = (kind: string, notice: string): string[] => {
    if (told.has(kind)) return [];
    told.add(kind);
    return [notice];
  };
  const lost = (because: string): string[] =>
    once("lost", `${because}: what the GPUs do while they are loaded is not known`);

  /** @returns the reason when it cannot be started. */
  const start = (): HaltingProgram | string => {
    const path = findOnPath("nvidia-smi");
    if (path === null) return "nvidia-smi is not on PATH";
    try {
      return startHaltingProgram([path, ...argv.slice(1)], files);
    } catch (error) {
      return `nvidia-smi cannot be started: ${messageOf(error)}`;
    }
  };

  return {
    watch(gpus) {
      if (told.has("lost")) return () => nothingWatched;
      const running = program ?? start();
      if (typeof running === "string") return () => ({ ...nothingWatched, notices: lost(running) });
      const cpuSecondsBefore = program === null ? 0 : running.cpuSeconds();
      // One that was just started runs, and may have printed already.
      if (program !== null) running.goOn();
      program = running;
      return () => {
        const text = running.halt();
        const { samples, unreadable } = readSamples(text, devices);
        const said = unreadable === null ? "" : `: ${quoteLine(unreadable)}`;
        const ended = running.ended();
        return {
          samples: samples.filter(({ gpu }) => gpus.includes(gpu)),
          printed: { argv, text },
          cpuSeconds: running.cpuSeconds() - cpuSecondsBefore,
          notices: [
            ...(ended === null ? [] : lost(`nvidia-smi, which samples the GPUs, ended (${ended})${said}`)),
            ...(ended === null && unreadable !== null
              ? once("unreadable", `nvidia-smi printed what is no sample of a GPU${said}`)
              : []),
          ],
        };
      };
    },
    end() {
      program?.end();
      program = null;
    },
  };
}
