import { describe, expect, test } from "bun:test";
import { comparisonText, figuresOfAll, type Paint } from "../../../src/report/comparison/text.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { hostileNames } from "../hostile_tree.ts";
import { madeUpGpus, madeUpMachine } from "../made_up_machine.ts";
import { comparedGroup, small, untrusted, withGpu, without, withValues } from "./made_up_comparison.ts";

const plain: Paint = (_verdict, text) => text;

/** As large again as round and factor say: too little for a verdict. */
function unsteady(of: Configuration, metric: string): Configuration {
  const steps = [0.97, 1.04, 1, 1.05, 0.96, 1.01, 0.99, 1.06, 0.95, 1.02];
  return {
    ...of,
    samples: of.samples.map((sample) =>
      sample.metric === metric ? { ...sample, value: sample.value * (steps[sample.round - 1] ?? 1) } : sample,
    ),
  };
}

describe("one candidate", () => {
  test("is told of with its counts, what to trust, and a line a figure", () => {
    const pin = withValues(small("pin", 1.1), "cpu-all.rate", (value) => 0.8 * value);
    expect(comparisonText(comparedGroup(small("numa"), [pin]), plain).split("\n")).toEqual([
      "h200: pin against numa: 1 worse, 2 better.",
      ...untrusted,
      "- Noisy trials: numa 0 of 0, pin 0 of 0.",
      "",
      "▼  cpu-all     All vCPUs                                4,241 → 3,732 events/s  −12.0 % (−12.0 to −12.0)  worse",
      "▲  cpu-single  One thread                               1,214 → 1,335 events/s  +10.0 % (+10.0 to +10.0)  better",
      "▲  cpu-single  Event latency percentile, percentile 95  0.840 → 0.764 ms        −9.1 % (−9.1 to −9.1)     better",
      "",
    ]);
  });

  test("is held against a host in percent of it", () => {
    const text = comparisonText(comparedGroup(small("host"), [small("pin", 0.9)]), plain);
    expect(text).toContain("1,214 → 1,093 events/s  90.0 % of host (90.0 to 90.0)  worse");
    expect(text).toContain("0.840 → 0.933 ms        90.0 % of host (90.0 to 90.0)  worse");
  });

  test("has what cannot be compared at the end, and why", () => {
    const fewer = without(small("pin"), "cpu-single");
    expect(comparisonText(comparedGroup(small("numa"), [fewer]), plain)).toEndWith(
      [
        "±0.0 % (±0.0 to ±0.0)  same",
        "",
        "Cannot be compared:",
        "- cpu-single One thread; Event latency percentile, percentile 95: not measured in pin.",
        "",
      ].join("\n"),
    );
  });

  test("of which nothing can be compared has no figures", () => {
    const short = { ...small("pin"), samples: small("pin").samples.filter(({ round }) => round === 1) };
    expect(comparisonText(comparedGroup(small("numa"), [short]), plain).split("\n")).toEqual([
      "h200: pin against numa: 3 figures not comparable.",
      ...untrusted,
      "- Noisy trials: numa 0 of 0, pin 0 of 0.",
      "",
      "Cannot be compared:",
      "- cpu-single One thread; Event latency percentile, percentile 95, cpu-all All vCPUs: 10 rounds of numa, 1 of pin: " +
        "at least 4 of each are needed (run NAME --append).",
      "",
    ]);
  });

  test("begins with a control that moved", () => {
    const slow = withValues(withGpu("pin"), "gpu-compute.rate", (value) => 0.9 * value);
    const [first, second] = comparisonText(comparedGroup(withGpu("numa"), [slow]), plain).split("\n");
    expect(first).toStartWith("A control moved: FP32 matrix multiplication, TF32 off, GPU 0 −10.0 %");
    expect(second).toStartWith("h200: pin against numa: 1 worse, ");
  });

  test("says what would decide, and how far boots lie apart", () => {
    const pin = unsteady(small("pin"), "cpu-all.rate");
    const text = comparisonText(comparedGroup(small("numa"), [pin]), plain);
    expect(text).toMatch(/^\? {2}cpu-all .* undecided: \d+ more rounds each would decide$/m);
    const witness = {
      ...small("twice"),
      runs: small("twice").runs.flatMap((run) => [
        run,
        { ...run, id: 2, machine: { ...run.machine, bootId: "another" } },
      ]),
      samples: [
        ...small("twice").samples,
        ...small("twice", 1.02).samples.map((sample) => ({ ...sample, run: 2 })),
      ],
    };
    const told = comparisonText(
      comparedGroup(small("numa"), [small("pin", 3)], { others: [witness] }),
      plain,
    );
    expect(told).toMatch(/^▲ {2}cpu-single {2}One thread .* better · boots ±1\.41 %$/m);
  });

  test("has whole lines painted, each by its verdict, and nothing else", () => {
    const pin = withValues(
      unsteady(small("pin", 1.1), "cpu-single.rate"),
      "cpu-all.rate",
      (value) => 0.8 * value,
    );
    const painted = comparisonText(
      comparedGroup(small("numa"), [pin]),
      (verdict, text) => `<${verdict}>${text}</>`,
    );
    const lines = painted.split("\n").filter((line) => line.includes("<"));
    expect(lines.map((line) => /^<(\w+)>(.).*<\/>$/.exec(line)?.slice(1))).toEqual([
      ["worse", "▼"],
      ["better", "▲"],
      ["better", "▲"],
    ]);
    expect(painted.replaceAll(/<\/?\w*>/g, "")).toBe(
      comparisonText(comparedGroup(small("numa"), [pin]), plain),
    );
  });
});

describe("several candidates", () => {
  test("are a matrix, with what belongs to each below it", () => {
    const numa = without(small("numa", 1.25), "cpu-all");
    expect(
      comparisonText(comparedGroup(small("flat"), [small("pin", 0.9), numa]), plain).split("\n"),
    ).toEqual([
      "h200: against flat.",
      "  pin: 3 worse.",
      "  numa: 2 better, 1 figure not comparable.",
      "- Noisy trials: flat 0 of 0, pin 0 of 0, numa 0 of 0.",
      "",
      "                                                     pin        numa",
      "cpu-single  One thread                               ▼ −10.0 %  ▲ +25.0 %",
      "cpu-single  Event latency percentile, percentile 95  ▼ +11.1 %  ▲ −20.0 %",
      "cpu-all     All vCPUs                                ▼ −10.0 %  –",
      "",
      "▲ better  ▼ worse  = same  ? undecided  – cannot be compared",
      "",
      "pin:",
      ...untrusted,
      "",
      "numa:",
      ...untrusted,
      "- cpu-all All vCPUs: not measured in numa.",
      "",
    ]);
  });

  test("are held against a host in percent of it", () => {
    const text = comparisonText(comparedGroup(small("host"), [small("pin", 0.9), small("numa")]), plain);
    expect(text).toContain("h200: against host, in % of it.\n");
    expect(text).toContain("Event latency percentile, percentile 95  ▼ 90.0 %  = 100.0 %\n");
  });

  test("begin with the controls that moved, each with its candidate", () => {
    const slow = ["a", "b"].map((name) =>
      withValues(withGpu(name), "gpu-compute.rate", (value) => 0.9 * value),
    );
    const lines = comparisonText(comparedGroup(withGpu("numa"), slow), plain).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      expect.stringContaining("from numa to a, which no vCPU setting should do"),
      expect.stringContaining("from numa to b, which no vCPU setting should do"),
      "h200: against numa.",
    ]);
  });

  test("have a row for what only one of them has, where it was measured", () => {
    const two = madeUpMachine({ threads: 4, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(2) });
    const both = ["base", "second"].map((name) => withGpu(name, { machine: two }));
    const [base, second] = both;
    if (base === undefined || second === undefined) throw new RangeError("there are two");
    const rows = figuresOfAll(comparedGroup(base, [withGpu("first"), second]));
    const ofGpu1 = rows.filter(({ first }) => first.at["gpu"] === 1);
    expect(ofGpu1.map(({ first }) => first.metric.id)).toEqual([
      "gpu-compute.rate",
      "gpu-bandwidth.h2d",
      "gpu-bandwidth.d2h",
      "gpu-bandwidth.both",
      "gpu-bandwidth.d2d",
    ]);
    for (const { cells } of ofGpu1) {
      expect(cells).toHaveLength(2);
      expect(cells[0]).toBeUndefined();
      expect(cells[1]?.verdict.is).toBe("same");
    }
    expect(rows.every(({ first }) => first.kind !== "point")).toBe(true);
  });
});

describe("names from disk", () => {
  test.each([...hostileNames, "\u001B[31mred", "bell\u0007", "\u009B31mred", "back\u0008space"])(
    "never reach a terminal with their control characters: %j",
    (name) => {
      const named = { ...small("pin", 1.1), config: name };
      const base = { ...small("numa"), gpu: name };
      for (const candidates of [[named], [named, small("other")], [without(named, "cpu-all")]]) {
        const text = comparisonText(comparedGroup(base, candidates), plain);
        expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      }
    },
  );

  test("have them made visible, and keep their line", () => {
    const named = { ...small("pin", 1.1), config: "a\u001B[31m\nb" };
    const text = comparisonText(comparedGroup(small("numa"), [named]), plain);
    expect(text).toStartWith("h200: a\\u001b[31m\\u000ab against numa: 3 better.\n");
  });
});
