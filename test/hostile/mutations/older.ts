import { textOf, withText } from "../folder.ts";
import { payloads } from "../payloads.ts";
import { hostileNumbers } from "./metadata.ts";
import type { Mutation } from "./mutation.ts";

const rawFiles = [
  "cpu_single.txt",
  "cpu_all.txt",
  "stream.txt",
  "stream_numa_local.txt",
  "mem_latency.txt",
  "gpu_compute.txt",
  "gpu_bandwidth.txt",
  "nccl_allreduce.txt",
];

function ofRawFile(
  name: string,
  change: (text: string, chance: Parameters<Mutation["mutate"]>[1]) => string,
): Mutation {
  return {
    name,
    mutate(folder, chance) {
      const there = rawFiles.filter((file) => textOf(folder, file) !== null);
      if (there.length === 0) return folder;
      const file = chance.among(there);
      return withText(folder, file, change(textOf(folder, file) ?? "", chance));
    },
  };
}

/** What tools, shells and hands may have left in the raw files of the older suite. */
export const olderMutations: readonly Mutation[] = [
  ofRawFile("numbers of a tool's output out of all bounds", (text, { among, fraction }) =>
    text.replaceAll(/\d+(\.\d+)?/g, (number) => (fraction() < 0.1 ? String(among(hostileNumbers)) : number)),
  ),
  ofRawFile("text within a tool's output", (text, { among, below }) => {
    const lines = text.split("\n");
    return lines.toSpliced(below(lines.length), 1, among(payloads)).join("\n");
  }),
  ofRawFile("text in every line of a tool's output", (text, { among }) =>
    text.replaceAll("\n", () => ` ${among(payloads)}\n`),
  ),
  ofRawFile("words of a tool's output", (text, { among, fraction }) =>
    text.replaceAll(/[A-Za-z]+/g, (word) => (fraction() < 0.05 ? among(payloads) : word)),
  ),
  ofRawFile("an error in place of a tool's output", (_, { among }) => `error: ${among(payloads)}\n`),
  ofRawFile("very many runs of a tool", (text, { below }) =>
    Array.from({ length: below(200) }, (__, i) => `# run ${i * 7 - 3}\n${text}`).join("\n"),
  ),
];
