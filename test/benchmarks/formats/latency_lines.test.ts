import { describe, expect, test } from "bun:test";
import { parseLatencyLines } from "../../../src/benchmarks/formats/latency_lines.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const own = capturedOutput("latency-own-base.txt");
const older = capturedOutput("latency-older.txt");

describe("captured outputs", () => {
  test("our own with base pages", () => {
    const { points } = parseLatencyLines(own);
    expect(points.map(({ sizeBytes }) => sizeBytes)).toEqual(
      Array.from({ length: 11 }, (_, i) => 4096 * 2 ** i),
    );
    expect(points.map(({ latencyNs }) => latencyNs)).toEqual([
      1.09, 1.105, 1.099, 1.097, 3.854, 3.824, 3.821, 4.87, 8.927, 13.728, 16.538,
    ]);
    expect(points.at(-1)?.attestation).toEqual({
      cpus: "0-1",
      ranOn: "0",
      pagesByNode: new Map([[0, 1024]]),
      bytesByPageSize: new Map([
        [4096, 4194304],
        [2097152, 0],
      ]),
    });
  });

  test("our own with transparent huge pages", () => {
    const { points } = parseLatencyLines(capturedOutput("latency-own-thp.txt"));
    expect(points[0]?.attestation?.bytesByPageSize?.get(2097152)).toBe(2097152);
    expect(points[0]?.attestation?.ranOn).toBe("1");
  });

  test("the older suite's", () => {
    const { points } = parseLatencyLines(older);
    expect(points).toHaveLength(18);
    expect(points[0]).toEqual({ sizeBytes: 4096, latencyNs: 2.4, attestation: null });
    expect(points.at(-1)).toEqual({ sizeBytes: 536870912, latencyNs: 357.6, attestation: null });
  });

  test("unknown placement", () => {
    const text = own.replaceAll(/N0=\d+ pages/g, "unknown (Operation not permitted)");
    expect(parseLatencyLines(text).points[0]?.attestation?.pagesByNode).toBeNull();
  });
});

describe("what is refused", () => {
  test.each(["", "\n", "# size_bytes\tlatency_ns\n"])("no sizes: %j", (text) => {
    expect(attempt(parseLatencyLines, text)).toHaveProperty("because");
  });

  test("any beginning of our own that is not all", () => {
    for (const text of beginnings(own)) expect(attempt(parseLatencyLines, text)).toHaveProperty("because");
  });

  test("a beginning of the older suite's holds whole sizes only", () => {
    const { points } = parseLatencyLines(older);
    for (const text of beginnings(older)) {
      const outcome = attempt(parseLatencyLines, text);
      if ("result" in outcome)
        expect(outcome.result.points).toEqual(points.slice(0, outcome.result.points.length));
    }
  });

  test.each(["nan", "inf", "-2.4", "0.0", "2", "1e3", "99999999.9", ""])("the latency '%s'", (latency) => {
    expect(attempt(parseLatencyLines, older.replace("4096\t2.4", `4096\t${latency}`))).toHaveProperty(
      "because",
    );
  });

  test("sizes that do not ascend, quoted", () => {
    expect(attempt(parseLatencyLines, older.replace("8192\t", "4096\t"))).toEqual({
      because: String.raw`'4096\t2.0\t# 8KB' is not larger than the size before it`,
    });
    expect(attempt(parseLatencyLines, older.replace("4096\t", "0\t"))).toHaveProperty("because");
  });

  test("a line of something else, with what it may do to a terminal made visible", () => {
    expect(attempt(parseLatencyLines, `\u001B[2Joops\n${older}`)).toEqual({
      because: String.raw`'\u{1b}[2Joops' is not 'size<TAB>nanoseconds<TAB># label'`,
    });
  });

  test("our own without page sizes on a line", () => {
    expect(attempt(parseLatencyLines, own.replace(/; page-sizes.*$/m, ""))).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(3);
  for (let i = 0; i < 3000; i += 1) {
    attempt(parseLatencyLines, damage(own, random));
    attempt(parseLatencyLines, damage(older, random));
  }
});
