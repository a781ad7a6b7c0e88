import { markdownTable } from "../../src/report/formats/markdown_text.ts";
import { noises } from "./noise.ts";
import { falseAlarms, smallestFound } from "./simulation.ts";

/** Comparisons of one step of the search for the smallest change, each of eight changed figures. */
const comparisonsOfPower = 50;
const seed = 20_261_125;

function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

function columns(labels: readonly string[]) {
  return labels.map((label, i) => ({ label, align: i === 0 ? ("left" as const) : ("right" as const) }));
}

/** Tables of what simulated configurations say of the verdicts; the same at every call. */
export function reportSimulation(comparisons: number): string {
  const alarms = noises.flatMap((noise) =>
    [1, 2, 4].map((runs) => {
      const found = falseAlarms({ noise, runs, spread: 0.01 }, comparisons, seed);
      return [
        noise.name,
        String(runs),
        // With one boot each, boots that differ are told apart, and rightly: the ratio is that of the two boots.
        noise.betweenBoots > 0 && runs === 1 ? "(boots differ)" : percent(found.falseAlarms),
        percent(found.ratioCoverage),
        percent(found.estimateCoverage),
      ];
    }),
  );
  const [normal] = noises;
  if (normal === undefined) throw new RangeError("there is no noise");
  const smallest = [0.005, 0.01, 0.03].map((spread) => [
    percent(spread),
    ...[1, 2, 4].map((runs) =>
      percent(smallestFound({ noise: normal, runs, spread }, comparisonsOfPower, seed)),
    ),
  ]);
  return [
    `${comparisons} comparisons a line of two equal configurations, 32 figures each, 10 rounds a run, 1 % noise:`,
    markdownTable(
      columns([
        "noise",
        "runs a side",
        "with any false alarm",
        "ratio intervals right",
        "estimate intervals right",
      ]),
      alarms,
    ),
    "Smallest change of a quarter of the figures that is found with 90 % power, 10 rounds a run, normal noise:",
    markdownTable(columns(["noise", "1 run a side", "2 runs", "4 runs"]), smallest),
  ].join("\n\n");
}
