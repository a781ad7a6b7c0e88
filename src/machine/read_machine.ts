import { readArchitecture } from "./architecture.ts";
import { readCaches } from "./caches.ts";
import { readContainer } from "./container.ts";
import { readCpu } from "./cpu.ts";
import { readEnvironment } from "./environment.ts";
import type { MachineFacts } from "./facts.ts";
import { readGpus } from "./gpus/read_gpus.ts";
import type { Environment } from "./gpus/visible_gpus.ts";
import { readHugePages } from "./huge_pages.ts";
import { readHypervisor } from "./hypervisor.ts";
import { readKernel } from "./kernel.ts";
import { readMemory } from "./memory.ts";
import { readNuma } from "./numa.ts";
import { runTool, type RunTool } from "./run_tool.ts";
import type { SystemFiles } from "./system_files.ts";

/**
 * Reads all facts. Whatever the files and the GPU vendors' tools say, it never throws: what cannot be understood counts
 * as not said.
 */
export function readMachine(
  files: SystemFiles,
  run: RunTool = runTool,
  environment: Environment = process.env,
): MachineFacts {
  const numa = readNuma(files);
  return {
    architecture: readArchitecture(files),
    cpu: readCpu(files),
    caches: readCaches(files),
    numa,
    memory: readMemory(files),
    hugePages: readHugePages(
      files,
      numa.nodes.map(({ id }) => id),
    ),
    hypervisor: readHypervisor(files),
    ...readKernel(files),
    container: readContainer(files),
    gpus: readGpus(files, run, environment),
    environment: readEnvironment(environment),
  };
}
