import { describe, expect, test } from "bun:test";
import { noiseBetween, readCounters, type SystemCounters } from "../../src/runner/noise.ts";
import { treeFiles } from "../machine/file_tree.ts";

/** Columns: user nice system idle iowait irq softirq steal guest guest_nice, in hundredths of a second. */
const stat = `cpu  9999 9999 9999 9999 9999 9999 9999 9999 9999 9999
cpu0 100 10 20 1000 500 3 4 7 90 9
cpu1 200 0 0 0 0 0 0 0 0 0
cpu10 100000 0 0 0 0 0 0 100000 0 0
intr 12345 1 2 3
ctxt 999
`;
const pressure =
  "some avg10=0.00 avg60=1.00 avg300=2.00 total=2500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n";

const counters: SystemCounters = {
  atSeconds: 100,
  busySeconds: 10,
  stealSeconds: 1,
  pressureSeconds: 2,
  ownCpuSeconds: 0.5,
};
const ours = { cpuSeconds: 4, involuntarySwitches: 3 };

describe("readCounters", () => {
  const files = treeFiles({ "/proc/stat": stat, "/proc/pressure/cpu": pressure });

  test("sums the allowed CPUs alone: busy without idle, waiting, steal and guest", () => {
    expect(readCounters(files, "0-1")).toMatchObject({
      busySeconds: 3.37,
      stealSeconds: 0.07,
      pressureSeconds: 2.5,
    });
    expect(readCounters(files, "1")).toMatchObject({ busySeconds: 2, stealSeconds: 0 });
    expect(readCounters(files, "1,10")).toMatchObject({ busySeconds: 1002, stealSeconds: 1000 });
  });

  test("goes forward in time and in this program's CPU time", () => {
    const before = readCounters(files, "0");
    const after = readCounters(files, "0");
    expect(after.atSeconds).toBeGreaterThanOrEqual(before.atSeconds);
    expect(after.ownCpuSeconds).toBeGreaterThanOrEqual(before.ownCpuSeconds);
  });

  test.each([
    ["nothing", {}],
    ["junk", { "/proc/stat": "cpu\n\0", "/proc/pressure/cpu": "some total=x\n" }],
    ["other CPUs only", { "/proc/stat": "cpu5 1 2 3 4 5 6 7 8\n" }],
  ])("says null where the system shows %s", (_, tree) => {
    expect(readCounters(treeFiles(tree as Record<string, string>), "0-1")).toMatchObject({
      busySeconds: null,
      stealSeconds: null,
      pressureSeconds: null,
    });
  });
});

describe("noiseBetween", () => {
  const after = {
    atSeconds: 105,
    busySeconds: 16.5,
    stealSeconds: 1.25,
    pressureSeconds: 2.5,
    ownCpuSeconds: 0.75,
  };

  test("is what came in between, and the busy time that was neither the trial's nor ours", () => {
    expect(noiseBetween(counters, after, [ours, { cpuSeconds: 1, involuntarySwitches: 2 }], 0)).toEqual({
      wallSeconds: 5,
      cpuSeconds: 5,
      stealSeconds: 0.25,
      otherCpuSeconds: 1.25,
      involuntarySwitches: 5,
      pressureSeconds: 0.5,
      harnessCpuSeconds: 0.25,
      samplerCpuSeconds: 0,
    });
  });

  test("does not blame others for what sampled the GPUs", () => {
    expect(noiseBetween(counters, after, [ours], 0.5)).toMatchObject({
      otherCpuSeconds: 1.75,
      samplerCpuSeconds: 0.5,
    });
  });

  test("is null where the system did not say, before or after", () => {
    const silent = { busySeconds: null, stealSeconds: null, pressureSeconds: null };
    for (const [a, b] of [
      [{ ...counters, ...silent }, after],
      [counters, { ...after, ...silent }],
    ] as const)
      expect(noiseBetween(a, b, [ours], 0)).toMatchObject({
        stealSeconds: null,
        otherCpuSeconds: null,
        pressureSeconds: null,
        wallSeconds: 5,
      });
  });

  test("has no switches to tell of when one process does not say", () => {
    const silent = { cpuSeconds: 1, involuntarySwitches: null };
    expect(noiseBetween(counters, after, [ours, silent], 0).involuntarySwitches).toBeNull();
  });

  test("is never below nothing, where ticks are coarser than CPU time and counters go back", () => {
    const noise = noiseBetween(counters, { ...counters, stealSeconds: 0, busySeconds: 10.1 }, [ours], 0);
    expect(noise.otherCpuSeconds).toBe(0);
    expect(noise.stealSeconds).toBe(0);
  });
});
