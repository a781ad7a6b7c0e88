import { metadataFile } from "../file_names.ts";

/** Names of the raw files that the older suite left. */
export const olderRawFileNames = [
  "cpu_single.txt",
  "cpu_all.txt",
  "stream.txt",
  "stream_numa_local.txt",
  "stream_numa_remote.txt",
  "mem_latency.txt",
  "gpu_compute.txt",
  "gpu_bandwidth.txt",
  "nccl_allreduce.txt",
] as const;

/** Names of all files of an older folder that are read. */
export const olderFiles: ReadonlySet<string> = new Set([metadataFile, ...olderRawFileNames]);
