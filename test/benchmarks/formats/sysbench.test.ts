import { describe, expect, test } from "bun:test";
import { parseSysbench } from "../../../src/benchmarks/formats/sysbench.ts";
import { attempt, beginnings, damage, seededRandom, withEachNumber } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const twoThreads = capturedOutput("sysbench-2-threads.txt");

describe("captured outputs", () => {
  test("two threads", () => {
    expect(parseSysbench(twoThreads)).toEqual({
      threads: 2,
      eventsPerSecond: 8769.66,
      totalTimeSeconds: 2.0002,
      totalEvents: 17546,
      latencyMs: { min: 0.22, avg: 0.23, max: 6.81, percentiles: { "95": 0.25 }, sum: 3995.58 },
      fairness: { eventsAvg: 8773, eventsStddev: 139, timeAvgSeconds: 1.9978, timeStddevSeconds: 0 },
    });
  });

  test("one thread", () => {
    const { threads, eventsPerSecond, totalEvents, latencyMs } = parseSysbench(
      capturedOutput("sysbench-1-thread.txt"),
    );
    expect({ threads, eventsPerSecond, totalEvents, max: latencyMs.max }).toEqual({
      threads: 1,
      eventsPerSecond: 4446.13,
      totalEvents: 13343,
      max: 2.5,
    });
  });

  test("another percentile, and none", () => {
    expect(parseSysbench(capturedOutput("sysbench-percentile-99.txt")).latencyMs.percentiles).toEqual({
      "99": 0.43,
    });
    expect(parseSysbench(capturedOutput("sysbench-no-percentile.txt")).latencyMs.percentiles).toEqual({});
  });

  test("a histogram and intermediate lines are passed over", () => {
    expect(parseSysbench(capturedOutput("sysbench-histogram.txt"))).toMatchObject({
      threads: 2,
      totalEvents: 8740,
    });
  });

  test("line ends of another system", () => {
    expect(parseSysbench(twoThreads.replaceAll("\n", "\r\n"))).toEqual(parseSysbench(twoThreads));
  });
});

describe("what is refused", () => {
  test("nothing", () => {
    expect(attempt(parseSysbench, "")).toEqual({ because: "the output has no 'events (avg/stddev):'" });
  });

  test("any beginning that is not all", () => {
    for (const text of beginnings(twoThreads)) expect(attempt(parseSysbench, text)).toHaveProperty("because");
  });

  test.each(["nan", "inf", "-1", "", "1e3"])("'%s' for any number that is read", (replacement) => {
    const whole = parseSysbench(twoThreads);
    for (const text of withEachNumber(twoThreads, replacement)) {
      const outcome = attempt(parseSysbench, text);
      if ("result" in outcome)
        expect(outcome.result).toEqual({ ...whole, latencyMs: outcome.result.latencyMs });
    }
    expect(attempt(parseSysbench, twoThreads.replace("8769.66", replacement))).toHaveProperty("because");
  });

  test("a rate that the events contradict, quoted", () => {
    expect(attempt(parseSysbench, twoThreads.replace("8769.66", "99999999.00"))).toEqual({
      because: "sysbench says 99999999 events per second, but 17546 events in 2.0002 s",
    });
  });

  test("a number that cannot be read, quoted with its line", () => {
    expect(attempt(parseSysbench, twoThreads.replace("8769.66", "nan"))).toEqual({
      because: "'events per second:  nan' lacks a number with 2 digits behind the point",
    });
  });

  test("two reports in one", () => {
    expect(attempt(parseSysbench, twoThreads + twoThreads)).toHaveProperty("because");
  });

  test("no event at all", () => {
    const none = twoThreads
      .replace("17546", "0")
      .replace("8773.0000/139.00", "0.0000/0.00")
      .replace(" 8769.66", "    0.00");
    expect(attempt(parseSysbench, none)).toEqual({
      because: "sysbench finished 0 events in 2.0002 s: there is no rate",
    });
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(1);
  for (let i = 0; i < 5000; i += 1) attempt(parseSysbench, damage(twoThreads, random));
});
