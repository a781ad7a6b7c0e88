import type { Gpu } from "../machine/facts.ts";
import { readAmdSample } from "../machine/gpus/amd_sample.ts";
import type { GpuSample } from "../machine/gpus/gpu_sample.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { samplePeriodMs, type GpuSampler } from "./gpu_sampler.ts";

/** Reads what AMD's driver shows in /sys, which is cheap enough for this program to do itself. */
export function amdSampler(devices: readonly Gpu[], files: SystemFiles): GpuSampler {
  return {
    watch(gpus) {
      const watched = devices.filter(({ index }) => gpus.includes(index));
      const samples: GpuSample[] = [];
      const timer = setInterval(() => {
        samples.push(...watched.map((gpu) => readAmdSample(files, gpu)));
      }, samplePeriodMs);
      return () => {
        clearInterval(timer);
        return { samples, printed: null, cpuSeconds: 0, notices: [] };
      };
    },
    end() {},
  };
}
