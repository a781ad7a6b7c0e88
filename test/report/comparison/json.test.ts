import { describe, expect, test } from "bun:test";
import type { ComparedGroup } from "../../../src/report/comparison/compared_group.ts";
import { comparisonJson } from "../../../src/report/comparison/json.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { hostileNames } from "../hostile_tree.ts";
import {
  comparedGroup,
  configuration,
  inRun,
  judged,
  machine,
  overBoots,
  withGpu,
  without,
  withValues,
} from "./made_up_comparison.ts";

function parsed(group: ComparedGroup): unknown {
  return JSON.parse(comparisonJson(group, "1.2.3"));
}

/** Only one thread is measured. */
function single(config: string, cpu = 1): Configuration {
  const { samples, ...rest } = configuration(config, { cpu });
  return { ...rest, samples: samples.filter(({ metric }) => metric === "cpu-single.rate") };
}

/** A group whose only figure is this one. */
function withFigure(...changes: Parameters<typeof judged>): ComparedGroup {
  const group = comparedGroup(single("a"), [single("b")]);
  return {
    ...group,
    candidates: group.candidates.map(({ participant, comparison }) => ({
      participant,
      comparison: { ...comparison, judged: [judged(...changes)] },
    })),
  };
}

function runsOf(config: string) {
  return [{ id: 1, startedAt: "2026-11-20T09:12:04.120Z", bootId: `boot of ${config}` }];
}

describe("as JSON", () => {
  test("a comparison has these keys and values, and no others", () => {
    expect(parsed(comparedGroup(single("numa"), [single("pin", 1.25)]))).toEqual({
      schema: 1,
      generator: "vcpu-bench 1.2.3",
      gpu: "h200",
      excludesNoisy: false,
      baseline: { config: "numa", runs: runsOf("numa"), trials: 0, noisy: [] },
      candidates: [
        {
          config: "pin",
          runs: runsOf("pin"),
          trials: 0,
          noisy: [],
          threshold: 0.01,
          controls: { moved: [], steady: [], undecided: [] },
          otherwiseDifferent: [],
          figures: [
            {
              kind: "figure",
              benchmark: "cpu-single",
              metric: "cpu-single.rate",
              label: "One thread",
              role: "target",
              coordinates: "",
              unit: "events/s",
              better: "higher",
              comparedBy: "value",
              tool: "sysbench",
              base: expect.closeTo(1214, 6),
              candidate: expect.closeTo(1517.5, 6),
              rounds: { base: 10, candidate: 10 },
              ratio: {
                estimate: expect.closeTo(1.25, 9),
                low: expect.closeTo(1.25, 9),
                high: expect.closeTo(1.25, 9),
              },
              adjustedP: expect.any(Number),
              basis: "rounds",
              runToRun: null,
              verdict: "better",
            },
          ],
          incomparable: [],
        },
      ],
    });
  });

  test("candidates come in the order in which they were named", () => {
    const group = comparedGroup(single("c"), [single("b"), single("a")], { excludesNoisy: true });
    expect(parsed(group)).toMatchObject({
      excludesNoisy: true,
      baseline: { config: "c" },
      candidates: [{ config: "b" }, { config: "a" }],
    });
  });

  test("ratios are above 1 for what is better, whatever the metric", () => {
    const faster = parsed(comparedGroup(configuration("a"), [configuration("b", { latency: 0.8 })]));
    const base = { metric: "mem-latency.load", better: "lower", verdict: "better" };
    expect(faster).toMatchObject({
      candidates: [
        {
          figures: expect.arrayContaining([
            expect.objectContaining({
              ...base,
              kind: "region",
              coordinates: "pages=base region=L1",
              ratio: {
                estimate: expect.closeTo(1.25, 4),
                low: expect.closeTo(1.25, 4),
                high: expect.closeTo(1.25, 4),
              },
            }),
            expect.objectContaining({ ...base, kind: "point", coordinates: "pages=base size=4096" }),
          ]),
        },
      ],
    });
  });

  test("a region has a name with blanks as it is, behind the other coordinates", () => {
    const at = { transport: "SHM", region: "small messages", place: "in" };
    expect(parsed(withFigure({ kind: "region", at }))).toMatchObject({
      candidates: [{ figures: [{ coordinates: "place=in transport=SHM region=small messages" }] }],
    });
  });

  test("an end that is not known is null, above and below", () => {
    expect(parsed(withFigure({ ratio: { estimate: 1.1, low: 0, high: Infinity } }))).toMatchObject({
      candidates: [{ figures: [{ ratio: { estimate: 1.1, low: null, high: null } }] }],
    });
  });

  test("a figure says how it is compared, and how far boots lie apart", () => {
    const runToRun = { deviation: 0.02, from: ["pin"], of: "boot" } as const;
    const group = withFigure({
      metric: { comparedBy: "remainder" },
      runToRun,
      basis: "rounds and the group's runs",
    });
    expect(parsed(group)).toMatchObject({
      candidates: [
        { figures: [{ comparedBy: "remainder", basis: "rounds and the group's runs", runToRun }] },
      ],
    });
  });

  test("what is undecided says why, and what would decide", () => {
    const further = { of: "rounds", count: 12 } as const;
    expect(parsed(withFigure({ verdict: { is: "undecided", because: "wide", further } }))).toMatchObject({
      candidates: [{ figures: [{ verdict: "undecided", because: "wide", further }] }],
    });
    expect(
      parsed(withFigure({ verdict: { is: "undecided", because: "chance", further: null } })),
    ).toMatchObject({
      candidates: [{ figures: [{ verdict: "undecided", because: "chance", further: null }] }],
    });
  });

  test("controls are named by metric and place", () => {
    const slow = withValues(withGpu("b"), "gpu-compute.rate", (value) => 0.9 * value);
    expect(parsed(comparedGroup(withGpu("a"), [slow]))).toMatchObject({
      candidates: [
        {
          controls: {
            moved: [{ metric: "gpu-compute.rate", coordinates: "gpu=0" }],
            steady: [{ metric: "gpu-bandwidth.d2d", coordinates: "gpu=0" }],
            undecided: [],
          },
        },
      ],
    });
  });

  test("what else differs is told", () => {
    const other = inRun(single("b"), { machine: { ...machine, environment: { OMP_PROC_BIND: "true" } } });
    expect(parsed(comparedGroup(single("a"), [other]))).toMatchObject({
      candidates: [
        { otherwiseDifferent: [{ what: "environment", base: "", candidate: "OMP_PROC_BIND=true" }] },
      ],
    });
  });

  test("every run is named with its boot", () => {
    const boots = overBoots(single("b"), [
      ["one", 1],
      ["two", 1],
    ]);
    expect(parsed(comparedGroup(single("a"), [boots]))).toMatchObject({
      candidates: [
        {
          runs: [
            { id: 1, bootId: "one" },
            { id: 2, bootId: "two" },
          ],
        },
      ],
    });
  });

  test("what cannot be compared says why in the words of the program", () => {
    const odd = withValues(without(configuration("b"), "cpu-single"), "cpu-all.rate", () => 0);
    const group = comparedGroup(without(configuration("a"), "cpu-single.latency"), [odd]);
    expect(parsed(group)).toMatchObject({
      candidates: [
        {
          incomparable: [
            {
              kind: "figure",
              benchmark: "cpu-all",
              metric: "cpu-all.rate",
              coordinates: "",
              tool: "sysbench",
              because: { kind: "no ratio", value: "0" },
            },
            {
              kind: "figure",
              benchmark: "cpu-single",
              metric: "cpu-single.rate",
              because: {
                kind: "absent",
                from: "candidate",
                outcome: { benchmark: "cpu-single", status: "done", rounds: 10 },
              },
            },
          ],
        },
      ],
    });
  });

  test.each([...hostileNames, "\u001B[31mred", "\u009B31mred", "\u007F"])(
    "names come back as they were, and reach no terminal raw: %j",
    (name) => {
      const named = { ...single("b"), config: name, gpu: name };
      const text = comparisonJson(comparedGroup({ ...single("a"), gpu: name }, [named]), "1.2.3");
      expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      expect(JSON.parse(text)).toMatchObject({ gpu: name, candidates: [{ config: name }] });
    },
  );
});
