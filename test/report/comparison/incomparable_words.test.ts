import { describe, expect, test } from "bun:test";
import { incomparableWords } from "../../../src/report/comparison/incomparable_words.ts";
import type { BenchmarkOutcome, Configuration } from "../../../src/results/configuration.ts";
import { madeUpGpus, madeUpMachine } from "../made_up_machine.ts";
import { comparison, configuration, machine, withGpu, without, withValues } from "./made_up_comparison.ts";

const host = configuration("host");

/** All that is said of a configuration beside the host of these tests. */
function said(candidate: Configuration, base = host): string[] {
  return incomparableWords(comparison(base, candidate));
}

/** With the tool or the coordinates of a metric changed. */
function otherwise(
  of: Configuration,
  metric: string,
  change: Partial<Configuration["samples"][number]>,
): Configuration {
  return {
    ...of,
    samples: of.samples.map((sample) => (sample.metric === metric ? { ...sample, ...change } : sample)),
  };
}

/** With one benchmark given up, which then has no samples. */
function outcome(of: Configuration, given: BenchmarkOutcome): Configuration {
  return {
    ...without(of, given.benchmark),
    outcomes: of.outcomes.map((known) => (known.benchmark === given.benchmark ? given : known)),
  };
}

const allRates = "stream (4 figures)";

describe("figures that cannot be compared", () => {
  test("are none where both sides measured the same", () => {
    expect(said(configuration("pin"))).toEqual([]);
    expect(said(withGpu("pin"), withGpu("host"))).toEqual([]);
  });

  test("differ in their array size", () => {
    const smaller = {
      ...configuration("pin"),
      samples: configuration("pin").samples.map((sample) =>
        sample.metric === "stream.rate" ? { ...sample, at: { ...sample.at, elements: 40_000_000 } } : sample,
      ),
    };
    expect(said(smaller)).toEqual([`${allRates}: elements 80M against elements 40M.`]);
  });

  test("differ in the tool", () => {
    const official = otherwise(configuration("pin"), "stream.rate", { tool: "stream" });
    expect(said(official)).toEqual([`${allRates}: tool vcpu-bench-stream against tool stream.`]);
  });

  test("differ in something of which one side does not tell", () => {
    const untold = otherwise(configuration("pin"), "cpu-single.latency-percentile", {
      at: {},
      tool: "other",
    });
    expect(said(untold)).toEqual([
      "cpu-single Event latency percentile, percentile 95: percentile 95 against no percentile, tool sysbench against " +
        "tool other.",
    ]);
  });

  test("differ in the number of GPUs that they are over", () => {
    const worst = (of: Configuration): Configuration => ({
      ...of,
      samples: of.samples.flatMap((sample) =>
        sample.metric === "gpu-bandwidth.h2d" && sample.at["gpu"] === 0
          ? [sample, { ...sample, metric: "gpu-bandwidth.h2d-worst", at: {} }]
          : sample,
      ),
    });
    const two = madeUpMachine({ threads: 4, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(2) });
    const [first] = said(worst(withGpu("pin", { machine: two })), worst(withGpu("host")));
    expect(first).toBe("gpu-bandwidth Host to device, worst GPU: GPUs 1 against GPUs 2.");
  });

  test("differ in the transport and the number of ranks", () => {
    const [two, three] = [2, 3].map((count) =>
      madeUpMachine({ threads: 4, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(count) }),
    );
    const base = withGpu("host", { machine: two ?? machine, gpuMaking: { transport: "P2P/NVLink" } });
    const candidate = withGpu("pin", { machine: three ?? machine });
    const [bandwidth, ...more] = said(without(candidate, "nccl.time"), without(base, "nccl.time"));
    expect(bandwidth).toBe(
      "nccl All-reduce bus bandwidth, out of place, P2P/NVLink; All-reduce bus bandwidth, in place, P2P/NVLink: ranks 2 " +
        "against ranks 3, P2P/NVLink against SHM.",
    );
    expect(more).toContain(
      "nccl All-reduce bus bandwidth, mean over the sizes, NVLS+P2P/NVLink: ranks 2 against ranks 3, NVLS+P2P/NVLink " +
        "against SHM.",
    );
  });

  test("were measured on one side alone", () => {
    const fewer = without(configuration("pin"), "cpu-single.rate");
    expect(said(fewer)).toEqual(["cpu-single One thread: not measured in pin."]);
    expect(said({ ...host, config: "pin" }, { ...fewer, config: "host" })).toEqual([
      "cpu-single One thread: not measured in host.",
    ]);
  });

  test("failed on one side, and say how", () => {
    const failed = outcome(configuration("pin"), {
      benchmark: "stream",
      status: "failed",
      because: "stream exited with 1",
      output: "much\nto read",
      failedRounds: 10,
      rounds: 10,
    });
    expect(said(failed)).toEqual([`${allRates}: failed (stream exited with 1) in pin.`]);
  });

  test("were skipped on one side, and say why", () => {
    const skipped = outcome(configuration("host"), {
      benchmark: "stream",
      status: "skipped",
      because: "one NUMA node",
    });
    expect(said(configuration("pin"), skipped)).toEqual([`${allRates}: skipped (one NUMA node) in host.`]);
  });

  test("are of a smoke run, whatever else they are", () => {
    const smoke = configuration("quick", { profile: "smoke", rounds: 1 });
    expect(said(without(smoke, "stream"), without(host, "stream"))).toEqual([
      "cpu-single One thread; Event latency percentile, percentile 95, cpu-all All vCPUs; Per thread; Standard deviation " +
        "of events between threads, of their mean, mem-latency (8 figures): quick ran with --profile smoke, whose " +
        "numbers are never compared.",
    ]);
    const [both] = said(smoke, configuration("host", { profile: "smoke" }));
    expect(both).toEndWith(": host and quick ran with --profile smoke, whose numbers are never compared.");
  });

  test.each([
    [10, 1, "10 rounds of host, 1 of pin"],
    [1, 10, "1 round of host, 10 of pin"],
    [3, 3, "3 rounds of host, 3 of pin"],
  ])("have too few rounds: %d and %d", (rounds, others, words) => {
    const [only, ...more] = said(configuration("pin", { rounds: others }), configuration("host", { rounds }));
    expect(only).toEndWith(`: ${words}: at least 4 of each are needed (run NAME --append).`);
    expect(more).toEqual([]);
    const enough = [4, 4].map((count, i) => configuration(`c${i}`, { rounds: count }));
    expect(enough.flatMap((one) => said(one, enough[0]))).toEqual([]);
  });

  test.each([0, -3])("have a value that has no ratio: %d", (value) => {
    const still = withValues(configuration("pin"), "cpu-all.rate", () => value);
    expect(said(still)).toEqual([`cpu-all All vCPUs: a value of ${value} has no ratio.`]);
    expect(said({ ...host, config: "pin" }, { ...still, config: "host" })).toEqual([
      `cpu-all All vCPUs: a value of ${value} has no ratio.`,
    ]);
  });

  test("have a loss that leaves nothing; one of zero leaves everything", () => {
    const spread = (value: number): Configuration =>
      withValues(configuration("pin"), "cpu-all.events-spread", () => value);
    expect(said(spread(100))).toEqual([
      "cpu-all Standard deviation of events between threads, of their mean: a value of 100 has no ratio.",
    ]);
    expect(said(spread(0))).toEqual([]);
  });

  test("of a curve are one figure, and none where its points have partners", () => {
    const half = configuration("pin").samples.filter(
      ({ metric, at }) => metric !== "mem-latency.load" || Number(at["size"]) < 2 ** 20,
    );
    expect(said({ ...configuration("pin"), samples: half })).toEqual([]);
    expect(said(without(configuration("pin"), "mem-latency"))).toEqual([
      "mem-latency Dependent load, pages: base; Dependent load, pages: thp: not measured in pin.",
    ]);
  });

  test("are one line a reason", () => {
    const missing = without(without(configuration("pin"), "cpu-single.rate"), "cpu-all.rate");
    const official = otherwise(missing, "stream.rate", { tool: "stream" });
    expect(said(official)).toEqual([
      "cpu-single One thread, cpu-all All vCPUs; Per thread: not measured in pin.",
      `${allRates}: tool vcpu-bench-stream against tool stream.`,
    ]);
  });
});
