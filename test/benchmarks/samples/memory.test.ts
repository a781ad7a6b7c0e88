import { expect, test } from "bun:test";
import { parseLatencyLines } from "../../../src/benchmarks/formats/latency_lines.ts";
import { parseStreamTable } from "../../../src/benchmarks/formats/stream_table.ts";
import { latencySamples } from "../../../src/benchmarks/samples/latency.ts";
import { streamSamples } from "../../../src/benchmarks/samples/stream.ts";
import { capturedOutput } from "../formats/captured_output.ts";

test("a STREAM table: four metrics a kernel, at the place given", () => {
  const samples = streamSamples(parseStreamTable(capturedOutput("stream-own.txt")), { cpuNode: 1 });
  expect(samples).toHaveLength(16);
  const at = { cpuNode: 1, kernel: "triad", elements: 2_000_000 };
  expect(samples.slice(-4)).toEqual([
    { metric: "stream.rate", at, value: 51160.2 },
    { metric: "stream.time-avg", at, value: 0.005961 },
    { metric: "stream.time-min", at, value: 0.000938 },
    { metric: "stream.time-max", at, value: 0.020547 },
  ]);
});

test("a latency curve: a sample a size, at the place given", () => {
  const samples = latencySamples(parseLatencyLines(capturedOutput("latency-own-base.txt")), {
    pages: "base",
  });
  expect(samples).toHaveLength(11);
  expect(samples[0]).toEqual({ metric: "mem-latency.load", at: { pages: "base", size: 4096 }, value: 1.09 });
});
