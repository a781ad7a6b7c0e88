import type { Comparison, Judged } from "../../src/analysis/comparison/comparison.ts";
import { medianOf } from "../../src/benchmarks/statistics.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { figureWords } from "../../src/report/comparison/figure_words.ts";
import { markdownTable } from "../../src/report/formats/markdown_text.ts";
import { measure, measuredSoFar, someRuns, verdictsOn } from "./measured.ts";

const config = "same";

/** One configuration with at least so many runs; what is missing is measured. */
export async function repeatedly(results: string, runs: number): Promise<Configuration> {
  for (;;) {
    const found = (await measuredSoFar(results)).find((configuration) => configuration.config === config);
    const finished = found?.runs.filter(({ status }) => status === "finished").length ?? 0;
    if (found !== undefined && finished >= runs) return found;
    await measure(config, results, { arguments: found === undefined ? [] : ["--append"] });
  }
}

function isAlarm({ verdict }: Judged): boolean {
  return verdict.is === "better" || verdict.is === "worse";
}

/** Every two of some items. */
function pairs<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.flatMap((item, i) => items.slice(i + 1).map((other) => [item, other] as const));
}

function row(name: string, comparisons: readonly Comparison[]): string[] {
  const alarmed = comparisons.filter(({ judged }) => judged.some(isAlarm)).length;
  const judged = comparisons.flatMap((comparison) => comparison.judged);
  const alarms = judged.filter(isAlarm).length;
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  return [
    name,
    String(comparisons.length),
    percent(alarmed, comparisons.length),
    percent(alarms, judged.length),
    percent(judged.filter(({ verdict }) => verdict.is === "same").length, judged.length),
  ];
}

/** How far runs of each figure lie apart, beside what the rounds of one run tell of its median. */
function spreads(whole: Comparison): string[][] {
  return whole.judged
    .filter(({ kind }) => kind !== "point")
    .map((judged) => [
      judged.benchmark,
      figureWords(judged),
      `±${(100 * (judged.runToRun?.deviation ?? NaN)).toFixed(2)} %`,
    ]);
}

/** Compares every two runs of one configuration, and every two pairs of runs, and says how many were told apart. */
export function reportRepeated(configuration: Configuration): string {
  const ids = configuration.runs.filter(({ status }) => status === "finished").map(({ id }) => id);
  const single = ids.map((id) => someRuns(configuration, [id]));
  // Each run in one pair only, so that pairs of pairs share nothing; neighbours in time stay together.
  const couples = ids.flatMap((id, i) => {
    const next = ids[i + 1];
    return i % 2 === 0 && next !== undefined ? [someRuns(configuration, [id, next])] : [];
  });
  const fours = ids.flatMap((_, i) => {
    const four = ids.slice(i, i + 4);
    return i % 4 === 0 && four.length === 4 ? [someRuns(configuration, four)] : [];
  });
  const alone = pairs(single).map(([a, b]) => verdictsOn(a, b));
  const witnessed = pairs(single).map(([a, b]) => {
    const known = new Set([...a.runs, ...b.runs].map(({ id }) => id));
    const others = someRuns(
      configuration,
      ids.filter((id) => !known.has(id)),
    );
    return verdictsOn(a, b, [others]);
  });
  const twos = pairs(couples).map(([a, b]) => verdictsOn(a, b));
  const foursCompared = pairs(fours).map(([a, b]) => verdictsOn(a, b));
  const half = Math.floor(ids.length / 2);
  const whole = verdictsOn(
    someRuns(configuration, ids.slice(0, half)),
    someRuns(configuration, ids.slice(half)),
  );
  const left = { align: "left" } as const;
  const right = { align: "right" } as const;
  const deviations = whole.judged.flatMap(({ runToRun }) => runToRun?.deviation ?? []);
  return [
    `${ids.length} runs of one configuration`,
    markdownTable(
      [
        { label: "compared", ...left },
        { label: "comparisons", ...right },
        { label: "with any false alarm", ...right },
        { label: "figures accused", ...right },
        { label: "figures shown to be the same", ...right },
      ],
      [
        row("one run with one, nothing else known", alone),
        row("one run with one, the other runs known", witnessed),
        row("two runs with two", twos),
        row("four runs with four", foursCompared),
      ],
    ),
    `From run to run (standard deviation; the middle figure ±${(100 * medianOf(deviations)).toFixed(2)} %):`,
    markdownTable(
      [
        { label: "benchmark", ...left },
        { label: "figure", ...left },
        { label: "run to run", ...right },
      ],
      spreads(whole),
    ),
  ].join("\n\n");
}
