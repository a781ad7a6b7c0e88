import { describe, expect, test } from "bun:test";
import { parseNcclTable } from "../../../src/benchmarks/formats/nccl_table.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const twoGpus = capturedOutput("nccl-two-gpus.constructed.txt");

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
    expect(table.rows).toHaveLength(28);
    expect(table.rows[0]).toEqual({
      sizeBytes: 8,
      count: 2,
      outOfPlace: { timeUs: 20.06, algbwGBs: 0, busbwGBs: 0, wrong: 0 },
      inPlace: { timeUs: 19.94, algbwGBs: 0, busbwGBs: 0, wrong: 0 },
    });
    expect(table.rows.at(-1)).toEqual({
      sizeBytes: 2 ** 30,
      count: 2 ** 28,
      outOfPlace: { timeUs: 3273.44, algbwGBs: 328.02, busbwGBs: 328.02, wrong: 0 },
      inPlace: { timeUs: 3253.86, algbwGBs: 329.99, busbwGBs: 329.99, wrong: 0 },
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
    expect(rows.map(({ inPlace }) => inPlace.wrong)).toEqual([null, null, null, null]);
  });

  test("before 2.13: no root, and an error instead of a number of wrong elements", () => {
    const { rows } = parseNcclTable(capturedOutput("nccl-2.11.constructed.txt"));
    expect(rows.map(({ sizeBytes }) => sizeBytes)).toEqual([8, 1024, 2 ** 20, 2 ** 30]);
    expect(rows.at(-1)?.outOfPlace.wrong).toBeNull();
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
  test("nothing", () => {
    expect(attempt(parseNcclTable, "")).toHaveProperty("because");
  });

  test("any beginning that is not all", () => {
    const whole = parseNcclTable(twoGpus);
    for (const text of beginnings(twoGpus)) {
      const outcome = attempt(parseNcclTable, text);
      if ("result" in outcome) expect(outcome.result).toEqual(whole);
    }
    const table = twoGpus.slice(0, twoGpus.indexOf("# Avg"));
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

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(4);
  for (let i = 0; i < 2000; i += 1) {
    attempt(parseNcclTable, damage(twoGpus, random));
    attempt(parseNcclTable, damage(eightGpus, random));
  }
});
