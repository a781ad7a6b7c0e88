import { describe, expect, test } from "bun:test";
import { parseStreamTable } from "../../../src/benchmarks/formats/stream_table.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const official = capturedOutput("stream-official.txt");
const own = capturedOutput("stream-own.txt");

describe("captured outputs", () => {
  test("the official program", () => {
    expect(parseStreamTable(official)).toEqual({
      arrayElements: 5_000_000,
      bytesPerElement: 8,
      totalMemoryMiB: 114.4,
      threads: 2,
      kernels: {
        copy: {
          bestRateMBs: 40103.3,
          avgTimeSeconds: 0.002078,
          minTimeSeconds: 0.001995,
          maxTimeSeconds: 0.002172,
        },
        scale: {
          bestRateMBs: 41796.8,
          avgTimeSeconds: 0.002012,
          minTimeSeconds: 0.001914,
          maxTimeSeconds: 0.002123,
        },
        add: {
          bestRateMBs: 43040.6,
          avgTimeSeconds: 0.00295,
          minTimeSeconds: 0.002788,
          maxTimeSeconds: 0.003237,
        },
        triad: {
          bestRateMBs: 42445.3,
          avgTimeSeconds: 0.003076,
          minTimeSeconds: 0.002827,
          maxTimeSeconds: 0.003366,
        },
      },
      attestation: null,
    });
  });

  test("built without OpenMP, with floats", () => {
    const table = parseStreamTable(capturedOutput("stream-official-serial-float.txt"));
    expect(table).toMatchObject({ threads: null, bytesPerElement: 4, arrayElements: 1_000_000 });
  });

  test("our own, with where it ran", () => {
    const table = parseStreamTable(own);
    expect(table.kernels.triad.bestRateMBs).toBe(51160.2);
    expect(table.attestation).toEqual({
      cpus: "0-1",
      ranOn: "0-1",
      pagesByNode: new Map([[0, 11721]]),
      bytesByPageSize: new Map([
        [4096, 48009216],
        [2097152, 0],
      ]),
    });
    expect(parseStreamTable(capturedOutput("stream-own-one-cpu.txt")).attestation).toMatchObject({
      cpus: "1",
    });
  });
});

describe("attestations", () => {
  test("several nodes and CPU ranges", () => {
    const text = own
      .replace("# cpus: 0-1", "# cpus: 0-3,8")
      .replace("# ran-on: 0,1", "# ran-on: 0,1,2,8")
      .replace("N0=11721 pages", "N0=11000 N1=721 pages");
    expect(parseStreamTable(text).attestation).toMatchObject({
      cpus: "0-3,8",
      ranOn: "0-2,8",
      pagesByNode: new Map([
        [0, 11000],
        [1, 721],
      ]),
    });
  });

  test("unknown, with the kernel's reason", () => {
    const text = own
      .replace("N0=11721 pages", "unknown (Operation not permitted)")
      .replace("4096=48009216 2097152=0 bytes", "unknown (not listed in /proc/self/smaps)");
    expect(parseStreamTable(text).attestation).toMatchObject({ pagesByNode: null, bytesByPageSize: null });
  });

  test.each([
    ["# cpus: 0-1", "# cpus: 1-0"],
    ["# cpus: 0-1", "# cpus: 0-99999999999"],
    ["# cpus: 0-1", "# cpus: "],
    ["# ran-on: 0,1", "# ran-on: nan"],
    ["# ran-on: 0,1", "# was-on: 0,1"],
    ["N0=11721 pages", "N0=11721"],
    ["N0=11721 pages", "pages"],
    ["N0=11721 pages", "N0=-1 pages"],
    ["N0=11721 pages", "N0=1 N0=2 pages"],
    ["N0=11721 pages", "unknown"],
    ["4096=48009216", "4096=48009216=1"],
    ["4096=48009216", "4K=48009216"],
  ])("'%s' as '%s' is refused", (right, wrong) => {
    expect(own).toContain(right);
    expect(attempt(parseStreamTable, own.replace(right, wrong))).toHaveProperty("because");
  });
});

describe("what is refused", () => {
  test("a failed validation", () => {
    const failed = official.replace(
      /^Solution Validates.*$/m,
      "Failed Validation on array a[], AvgRelAbsErr > epsilon (1.000000e-13)",
    );
    expect(attempt(parseStreamTable, failed)).toEqual({
      because:
        "STREAM found its results wrong: 'Failed Validation on array a[], AvgRelAbsErr > epsilon (1.000000e-13)'",
    });
  });

  test("nothing", () => {
    expect(attempt(parseStreamTable, "")).toHaveProperty("because");
  });

  test.each([
    ["the official program's", official],
    ["our own", own],
  ])("any beginning that is not all: %s", (_, text) => {
    const whole = parseStreamTable(text);
    for (const beginning of beginnings(text)) {
      const outcome = attempt(parseStreamTable, beginning);
      // Behind the line that says that all is well there is nothing more to lose in the official program's output.
      if ("result" in outcome) {
        expect(outcome.result).toEqual(whole);
        expect(beginning).toContain("Solution Validates: ");
      }
    }
  });

  test("our own without its last lines", () => {
    const tableOnly = own.slice(0, own.indexOf("# cpus:"));
    expect(attempt(parseStreamTable, tableOnly)).toHaveProperty("because");
  });

  test.each(["nan", "inf", "-40103.3", "0.0", "80103.3", "40103.30", "4e4"])("the rate %s", (rate) => {
    expect(attempt(parseStreamTable, official.replace("40103.3", rate))).toHaveProperty("because");
  });

  test.each([
    ["0.001995", "0.003000"],
    ["0.002172", "0.002000"],
    ["0.002078     0.001995", "0.002078"],
    ["8 bytes per array element", "3 bytes per array element"],
    ["Array size = 5000000", "Array size = 50000000"],
    ["114.4 MiB", "lots of MiB"],
    ["counted = 2", "counted = two"],
    ["Best Rate MB/s", "Best Rate GB/s"],
  ])("'%s' as '%s'", (right, wrong) => {
    expect(official).toContain(right);
    expect(attempt(parseStreamTable, official.replaceAll(right, wrong))).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(2);
  for (let i = 0; i < 3000; i += 1) {
    attempt(parseStreamTable, damage(own, random));
    attempt(parseStreamTable, damage(official, random));
  }
});
