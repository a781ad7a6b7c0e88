import { describe, expect, test } from "bun:test";
import { cacheLevels } from "../../../src/benchmarks/cache_levels.ts";
import { cacheRegions } from "../../../src/report/view/cache_marks.ts";
import { madeUpGroup } from "./made_up_members.ts";

const { members, chart } = madeUpGroup(3);
const latency = chart("Memory latency over the size of the data");

describe("the parts of a latency curve", () => {
  const cache = (level: number, sizeBytes: number): { level: number; sizeBytes: number } => ({
    level,
    sizeBytes,
  });

  test("are the caches, what is just past the last, and DRAM from twice that on", () => {
    expect(cacheLevels([cache(1, 1024), cache(2, 4096), cache(3, 65_536)])).toEqual([
      { name: "L1", upTo: 1024 },
      { name: "L2", upTo: 4096 },
      { name: "L3", upTo: 65_536 },
      { name: "just past L3", upTo: 131_071 },
      { name: "DRAM", upTo: Infinity },
    ]);
  });

  test("are none where no caches are known", () => {
    expect(cacheLevels([])).toEqual([]);
    expect(cacheRegions(members.map((member) => ({ ...member, caches: null })))).toEqual([]);
  });

  test("are the baseline's, else those of the first machine that is known", () => {
    const [host, first, second] = members;
    if (host === undefined || first === undefined || second === undefined) throw new Error("too few");
    const small = [cache(1, 1024)];
    const large = [cache(1, 2048)];
    const unknown = { ...second, caches: null };
    expect(cacheRegions([unknown, { ...first, caches: small }, { ...host, caches: large }])[0]?.upTo).toBe(
      2048,
    );
    expect(cacheRegions([unknown, { ...first, caches: small }])[0]?.upTo).toBe(1024);
  });

  test("are drawn behind the latency curve and not behind the all-reduce's", () => {
    const data = latency.contentOf(members)?.data;
    expect(data?.kind === "curve" && data.regions.map(({ name }) => name)).toEqual([
      "L1",
      "L2",
      "L3",
      "just past L3",
      "DRAM",
    ]);
    const other = chart("All-reduce time").contentOf(members)?.data;
    expect(other?.kind === "curve" && other.regions).toEqual([]);
  });
});

describe("verdicts on regions", () => {
  test("stand below the points of a curve, for each line but the baseline's", () => {
    const table = latency.contentOf(members.slice(0, 2))?.table;
    const rows = table?.rows.filter((row) => row[1]?.text === "–" && row[3]?.verdict !== undefined) ?? [];
    expect(rows.map(([head]) => [head?.text, head?.details?.[0]])).toEqual([
      ["L1", "4 KiB to 32 KiB"],
      ["L2", "64 KiB to 1 MiB"],
      ["L3", "2 MiB to 32 MiB"],
      ["DRAM", "64 MiB to 512 MiB"],
    ]);
  });

  test("stand below the cells of each matrix", () => {
    const table = chart("Memory latency between NUMA nodes").contentOf(members.slice(0, 2))?.table;
    const names = table?.rows.filter((row) => row[3]?.text === "").map((row) => row[1]?.text);
    expect(names).toEqual(["local", "remote"]);
  });
});
