import { expect, test } from "bun:test";
import { parseSysbench } from "../../../src/benchmarks/formats/sysbench.ts";
import { cpuAllSamples, cpuSingleSamples } from "../../../src/benchmarks/samples/sysbench.ts";
import { capturedOutput } from "../formats/captured_output.ts";

const report = parseSysbench(capturedOutput("sysbench-2-threads.txt"));

test("one thread", () => {
  expect(cpuSingleSamples(report)).toEqual([
    { metric: "cpu-single.rate", at: {}, value: 8769.66 },
    { metric: "cpu-single.latency-min", at: {}, value: 0.22 },
    { metric: "cpu-single.latency-avg", at: {}, value: 0.23 },
    { metric: "cpu-single.latency-max", at: {}, value: 6.81 },
    { metric: "cpu-single.latency-percentile", at: { percentile: 95 }, value: 0.25 },
  ]);
});

test("all threads: rate of each and fairness as well", () => {
  expect(cpuAllSamples(report).slice(0, 7)).toEqual([
    { metric: "cpu-all.rate", at: {}, value: 8769.66 },
    { metric: "cpu-all.rate-per-thread", at: {}, value: 4384.83 },
    { metric: "cpu-all.events-avg", at: {}, value: 8773 },
    { metric: "cpu-all.events-stddev", at: {}, value: 139 },
    { metric: "cpu-all.events-spread", at: {}, value: 13900 / 8773 },
    { metric: "cpu-all.time-avg", at: {}, value: 1.9978 },
    { metric: "cpu-all.time-stddev", at: {}, value: 0 },
  ]);
});

test("a percentile that was not collected is no sample", () => {
  const zero = { ...report, latencyMs: { ...report.latencyMs, percentiles: { "95": 0 } } };
  const none = { ...report, latencyMs: { ...report.latencyMs, percentiles: {} } };
  for (const each of [zero, none]) {
    expect(cpuSingleSamples(each).map(({ metric }) => metric)).not.toContain("cpu-single.latency-percentile");
  }
});
