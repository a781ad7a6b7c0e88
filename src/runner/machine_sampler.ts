import type { MachineFacts } from "../machine/facts.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { amdSampler } from "./amd_sampler.ts";
import type { GpuSampler } from "./gpu_sampler.ts";
import { nvidiaSampler } from "./nvidia_sampler.ts";

/** The sampler of all of a machine's GPUs. What cannot be sampled is told of, and is no error. */
export function machineSampler({ gpus: { devices } }: MachineFacts, files: SystemFiles): GpuSampler {
  const nvidia = devices.filter(({ vendor }) => vendor === "nvidia");
  const amd = devices.filter(({ vendor }) => vendor === "amd");
  const samplers = [
    ...(nvidia.length > 0 ? [nvidiaSampler(nvidia, files)] : []),
    ...(amd.length > 0 ? [amdSampler(amd, files)] : []),
  ];
  return {
    watch(gpus) {
      const ends = samplers.map((sampler) => sampler.watch(gpus));
      return () => {
        const watched = ends.map((end) => end());
        return {
          samples: watched.flatMap(({ samples }) => samples),
          printed: watched.flatMap(({ printed }) => printed ?? [])[0] ?? null,
          cpuSeconds: watched.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
          notices: watched.flatMap(({ notices }) => notices),
        };
      };
    },
    end() {
      for (const sampler of samplers) sampler.end();
    },
  };
}
