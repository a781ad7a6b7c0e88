import { expect, test } from "bun:test";
import { boundBlocks } from "./raw_blocks.ts";

const text = [
  "# run 1",
  "# command: /usr/bin/stream -n 1",
  "# cpus: 0-3",
  "# placement: N0=1 N1=1 pages",
  "# command: numactl --physcpubind=0-1 --membind=1 -- /usr/bin/stream -n 1",
  "Copy: 1",
  "# cpus: 0-1",
  "# placement: N0=0 N1=2 pages",
  "# run 2",
  "# command: numactl --physcpubind=2-3 --membind=1 -- /usr/bin/chase",
  "4096\t1.000\t# 4 KiB; page-sizes: 4096=4096 bytes; placement: N0=0 N1=1 pages",
  "8192\t1.000\t# 8 KiB; page-sizes: 4096=8192 bytes; placement: N0=0 N1=2 pages",
  "# cpus: 2-3",
  "",
].join("\n");

test("each bound command is a block with what it found to be so", () => {
  expect(boundBlocks(text)).toEqual([
    { cpus: "0-1", memoryNode: 1, allowedCpus: "0-1", placements: ["N0=0 N1=2 pages"] },
    { cpus: "2-3", memoryNode: 1, allowedCpus: "2-3", placements: ["N0=0 N1=1 pages", "N0=0 N1=2 pages"] },
  ]);
});
