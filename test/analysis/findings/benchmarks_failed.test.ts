import { describe, expect, test } from "bun:test";
import type { BenchmarkOutcome } from "../../../src/results/configuration.ts";
import { guest, measured } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

function failed(benchmark: string, because: string, failedRounds: number, rounds: number): BenchmarkOutcome {
  return { benchmark, status: "failed", because, output: "the end\nof it", failedRounds, rounds };
}

function ending(...outcomes: readonly BenchmarkOutcome[]) {
  return { ...measured(guest()), outcomes };
}

describe("benchmarks-failed", () => {
  test("tells of one with its reason's first line", () => {
    const finding = onlyFinding(ending(failed("stream", "stream exited with 1.\nmore\u001B", 3, 10)));
    expect(finding).toMatchObject({
      rule: "benchmarks-failed",
      severity: "fault",
      sentence: "stream failed in 3 of 10 rounds: stream exited with 1.",
      evidence: [{ label: "stream, 3 of 10 rounds", value: "stream exited with 1", unit: null }],
    });
    expect(finding.advice.join("\n")).toContain("run NAME --append --tests stream ");
  });

  test("tells of several in one finding", () => {
    const finding = onlyFinding(
      ending(
        failed("cpu-all", "sysbench was killed", 1, 1),
        { benchmark: "stream", status: "done", rounds: 10 },
        failed("mem-latency", "bell\u0007", 10, 10),
        failed("nccl", "its time was up", 2, 10),
      ),
    );
    expect(finding.sentence).toBe(
      "3 benchmarks failed: cpu-all in its only round, mem-latency in 10 of 10 rounds and nccl in 2 of 10 rounds.",
    );
    expect(finding.evidence.map(({ value }) => value)).toEqual([
      "sysbench was killed",
      "bell\\u0007",
      "its time was up",
    ]);
    expect(finding.advice.join("\n")).toContain("--tests cpu-all,mem-latency,nccl ");
  });

  test("is none where all is done or skipped", () => {
    const skipped: BenchmarkOutcome = { benchmark: "nccl", status: "skipped", because: "no GPU" };
    expect(told(ending({ benchmark: "stream", status: "done", rounds: 10 }, skipped))).toEqual([]);
  });
});
