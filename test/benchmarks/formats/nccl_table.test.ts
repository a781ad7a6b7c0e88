import { describe, expect, test } from "bun:test";
import { lastNcclSize, parseNcclTable } from "../../../src/benchmarks/formats/nccl_table.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const twoGpus = capturedOutput("nccl-tests-two-h200.txt");
const own = capturedOutput("all-reduce-own-two-h200.txt");
const inPlaceOnly = capturedOutput("all-reduce-torch-two-h200.txt");

const eightRanks = Array.from(
  { length: 8 },
  (_, i) => `#  Rank  ${i} Group  0 Pid 1623025 on    host device  ${i} [0x1${i}] NVIDIA H100 80GB HBM3`,
);

/** Rows and average of a published output of 8 × H100. */
const eightGpus = `${eightRanks.join("\n")}
#       size         count      type   redop    root     time   algbw   busbw #wrong     time   algbw   busbw #wrong
#        (B)    (elements)                               (us)  (GB/s)  (GB/s)            (us)  (GB/s)  (GB/s)
    268435456      67108864     float     sum      -1   1119.8  239.71  419.49      0   1117.4  240.24  420.42      0
    536870912     134217728     float     sum      -1   2157.5  248.83  435.46      0   2154.8  249.16  436.02      0
   1073741824     268435456     float     sum      -1   4027.3  266.61  466.57      0   4029.1  266.50  466.37      0
   2147483648     536870912     float     sum      -1   7983.5  268.99  470.73      0   7985.2  268.93  470.63      0
# Out of bounds values : 0 OK
# Avg bus bandwidth    : 448.212
#
`;

describe("outputs", () => {
  test("two GPUs, nccl-tests 2.19", () => {
    const table = parseNcclTable(twoGpus);
    expect(table.ranks).toBe(2);
    expect(table.avgBusbwGBs).toBe(87.4682);
    expect(table.rows).toHaveLength(28);
    expect(table.rows[0]).toEqual({
      sizeBytes: 8,
      count: 2,
      outOfPlace: { timeUs: 11.93, algbwGBs: 0, busbwGBs: 0, wrong: 0 },
      inPlace: { timeUs: 12.72, algbwGBs: 0, busbwGBs: 0, wrong: 0 },
    });
    expect(table.rows.at(-1)).toEqual({
      sizeBytes: 2 ** 30,
      count: 2 ** 28,
      outOfPlace: { timeUs: 3242.76, algbwGBs: 331.12, busbwGBs: 331.12, wrong: 0 },
      inPlace: { timeUs: 3241.61, algbwGBs: 331.24, busbwGBs: 331.24, wrong: 0 },
    });
  });

  test("two GPUs, ours", () => {
    const table = parseNcclTable(own);
    expect(table.ranks).toBe(2);
    expect(table.avgBusbwGBs).toBe(89.1628);
    expect(table.rows.map(({ sizeBytes }) => sizeBytes)).toEqual(
      Array.from({ length: 28 }, (_, i) => 2 ** (3 + i)),
    );
    expect(table.rows[20]).toEqual({
      sizeBytes: 2 ** 23,
      count: 2 ** 21,
      outOfPlace: { timeUs: 47.59, algbwGBs: 176.28, busbwGBs: 176.28, wrong: 0 },
      inPlace: { timeUs: 46.9, algbwGBs: 178.85, busbwGBs: 178.85, wrong: 0 },
    });
  });

  test("eight GPUs: busbw is not algbw", () => {
    const table = parseNcclTable(eightGpus);
    expect(table.avgBusbwGBs).toBe(448.212);
    expect(table.rows[0]?.outOfPlace).toEqual({
      timeUs: 1119.8,
      algbwGBs: 239.71,
      busbwGBs: 419.49,
      wrong: 0,
    });
  });

  test("unchecked results", () => {
    const { rows } = parseNcclTable(capturedOutput("nccl-unchecked.constructed.txt"));
    expect(rows.map(({ inPlace }) => inPlace?.wrong)).toEqual([null, null, null, null]);
  });

  test("in place only, as torch.distributed reduces", () => {
    const table = parseNcclTable(inPlaceOnly);
    expect(table.ranks).toBe(2);
    expect(table.avgBusbwGBs).toBe(85.5879);
    expect(table.rows).toHaveLength(28);
    expect(table.rows.every(({ outOfPlace }) => outOfPlace === null)).toBe(true);
    expect(table.rows.at(-1)?.inPlace).toEqual({
      timeUs: 3268.12,
      algbwGBs: 328.55,
      busbwGBs: 328.55,
      wrong: 0,
    });
  });

  test("before 2.13: no root, and an error instead of a number of wrong elements", () => {
    const { rows } = parseNcclTable(capturedOutput("nccl-2.11.constructed.txt"));
    expect(rows.map(({ sizeBytes }) => sizeBytes)).toEqual([8, 1024, 2 ** 20, 2 ** 30]);
    expect(rows.at(-1)?.outOfPlace?.wrong).toBeNull();
  });

  test("messages of NCCL between the rows", () => {
    const text = eightGpus.replace("    536870912", "host:12:34 [0] NCCL INFO Channel 00\n    536870912");
    expect(parseNcclTable(text)).toEqual(parseNcclTable(eightGpus));
  });

  test("a time squeezed into its column", () => {
    const text = eightGpus.replace("   1119.8  239.71  419.49", "  1.1e+07    0.02    0.04");
    expect(attempt(parseNcclTable, text)).toEqual({
      because: "'# Avg bus bandwidth    : 448.212' is not the mean of the rows: some are missing",
    });
  });
});

describe("what is refused", () => {
  test("a row with neither variant, or with half of one", () => {
    const neither = inPlaceOnly.replace(
      "   25.91    0.00    0.00       0",
      "     N/A     N/A     N/A     N/A",
    );
    expect(attempt(parseNcclTable, neither)).toEqual({
      because:
        "'8             2     float     sum      -1      N/A     N/A     N/A     N/A      N/A     N/A     N/A     N/A' " +
        "says N/A for both of its variants",
    });
    const half = inPlaceOnly.replace("   25.91    0.00", "     N/A    0.00");
    expect(half).not.toBe(inPlaceOnly);
    expect(attempt(parseNcclTable, half)).toHaveProperty("because");
  });

  test("nothing", () => {
    expect(attempt(parseNcclTable, "")).toHaveProperty("because");
  });

  test.each([
    ["nccl-tests", twoGpus],
    ["ours", own],
    ["torch.distributed", inPlaceOnly],
  ])("any beginning that is not all, by %s", (_, all) => {
    const whole = parseNcclTable(all);
    for (const text of beginnings(all)) {
      const outcome = attempt(parseNcclTable, text);
      if ("result" in outcome) expect(outcome.result).toEqual(whole);
    }
    const table = all.slice(0, all.indexOf("# Avg"));
    for (const text of beginnings(table)) expect(attempt(parseNcclTable, text)).toHaveProperty("because");
  });

  test("any missing row", () => {
    const lines = eightGpus.split("\n");
    for (const row of lines.filter((line) => line.startsWith("  "))) {
      expect(attempt(parseNcclTable, lines.filter((line) => line !== row).join("\n"))).toHaveProperty(
        "because",
      );
    }
  });

  test.each(["nan", "inf", "-47.59", "0.00", "4759.0", "47,59"])("a time of %j in ours", (wrong) => {
    expect(attempt(parseNcclTable, own.replace("47.59", wrong))).toHaveProperty("because");
  });

  test("wrong elements, quoted", () => {
    expect(attempt(parseNcclTable, eightGpus.replace("419.49      0", "419.49     12"))).toEqual({
      because:
        "'268435456      67108864     float     sum      -1   1119.8  239.71  419.49     12   " +
        "1117.4  240.24  420.42      0' has wrong results: the GPUs did not agree on the sum",
    });
    expect(attempt(parseNcclTable, eightGpus.replace(": 0 OK", ": 3 FAILED"))).toEqual({
      because: "the all-reduce had wrong results: '# Out of bounds values : 3 FAILED'",
    });
  });

  test.each([
    ["239.71  419.49", "419.49  239.71"],
    ["1119.8", "nan"],
    ["1119.8", "inf"],
    ["1119.8", "-1119.8"],
    ["1119.8", "0.00"],
    ["1119.8", "11198.0"],
    ["419.49      0", "419.49"],
    ["    root     time", "    root  cputime"],
    ["  67108864 ", "         0 "],
    ["   536870912     134217728", "   268435456     134217728"],
    ["#  Rank  3", "#  Rank  9"],
    ["448.212", "nan"],
    ["    536870912 ", "oops 536870912 "],
  ])("'%s' as '%s'", (right, wrong) => {
    expect(eightGpus).toContain(right);
    expect(attempt(parseNcclTable, eightGpus.replace(right, wrong))).toHaveProperty("because");
  });
});

describe("the last size that was done", () => {
  test("is that of the last whole row", () => {
    const cut = twoGpus.slice(0, twoGpus.indexOf("    16384          4096") + 40);
    expect(lastNcclSize(cut)).toBe(8192);
    expect(lastNcclSize(twoGpus)).toBe(2 ** 30);
  });

  test("is none before the first row", () => {
    expect(lastNcclSize("")).toBeNull();
    expect(lastNcclSize(twoGpus.slice(0, twoGpus.indexOf("           8  ")))).toBeNull();
  });

  test("is not that of a row broken by a message", () => {
    const broken = eightGpus.replace(/1119\.8.*\n[^]*$/, "1119.8 host:1:1 [0] NCCL WARN failed\n");
    expect(lastNcclSize(broken)).toBeNull();
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(4);
  for (let i = 0; i < 2000; i += 1) {
    attempt(parseNcclTable, damage(twoGpus, random));
    attempt(parseNcclTable, damage(own, random));
    attempt(parseNcclTable, damage(inPlaceOnly, random));
    attempt(parseNcclTable, damage(eightGpus, random));
  }
});
