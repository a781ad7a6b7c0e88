import { join } from "node:path";
import type { Judged } from "../../src/analysis/comparison/comparison.ts";
import { figureWords } from "../../src/report/comparison/figure_words.ts";
import { changeWords } from "../../src/report/comparison/ratio_words.ts";
import { markdownTable } from "../../src/report/formats/markdown_text.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { bandwidthEaters, busyNeighbour, cpuQuota, type Disturbed } from "./disturbance.ts";
import { measure, measuredSoFar, verdictsOn } from "./measured.ts";

/** A disturbance of which it is known what it does. */
interface Known {
  readonly name: string;
  readonly disturb: (places: Places) => Promise<Disturbed>;
  /** Whether a figure must get worse, must not move, or may do either. */
  readonly expect: (figure: Judged) => "worse" | "unmoved" | "either";
}

/** CPUs for the suite and CPUs for what disturbs it, each in list notation. */
interface Places {
  readonly suite: readonly number[];
  readonly others: readonly number[];
}

const stream = join(import.meta.dir, "../../kernels/build/stream");
const undisturbed = "undisturbed";

/** A quarter of the CPUs for the suite, so that the others can take the memory's bandwidth; at least two. */
function placesOf(cpus: number): Places {
  const all = Array.from({ length: cpus }, (_, cpu) => cpu);
  const count = Math.max(2, Math.floor(cpus / 4));
  return { suite: all.slice(0, count), others: all.slice(count) };
}

/** Whether the data of a latency figure stays in the first caches, which no other CPU reaches into. */
function isInOwnCache({ at: { region } }: Judged): boolean {
  return ["L1", "L2", "up to 32 KiB", "up to 1 MiB"].includes(String(region));
}

function isRateOfAll({ metric }: Judged): boolean {
  return metric.id === "cpu-all.rate" || metric.id === "cpu-all.rate-per-thread";
}

const known: readonly Known[] = [
  {
    name: "busy-neighbour",
    disturb: async ({ suite }) => busyNeighbour(suite.at(-1) ?? 0),
    // One thread has the suite's other CPUs for itself, and a loop in registers takes no memory.
    expect: (figure) =>
      isRateOfAll(figure)
        ? "worse"
        : figure.benchmark === "cpu-single" || isInOwnCache(figure)
          ? "unmoved"
          : "either",
  },
  {
    name: "half-quota",
    disturb: ({ suite }) => cpuQuota(suite.length / 2),
    // One thread stays within it.
    expect: (figure) =>
      isRateOfAll(figure)
        ? "worse"
        : figure.benchmark === "cpu-single" || figure.benchmark === "mem-latency"
          ? "unmoved"
          : "either",
  },
  {
    name: "bandwidth-eaten",
    disturb: async ({ others }) => bandwidthEaters(others, stream),
    expect: (figure) =>
      figure.benchmark === "stream"
        ? "worse"
        : figure.benchmark.startsWith("cpu-") || isInOwnCache(figure)
          ? "unmoved"
          : "either",
  },
];

/** What is known of is CPUs and memory. */
const tests = ["--tests", "cpu-single,cpu-all,stream,mem-latency"];

/** Few CPUs do not keep the memory of a large host busy. */
const fewestEaters = 6;

/** Measures what is missing of the configurations with known truth, one run each. */
export async function measureKnown(results: string): Promise<readonly Configuration[]> {
  const places = placesOf(navigator.hardwareConcurrency);
  const cpus = places.suite.join(",");
  const measureOn = (name: string, prefix: readonly string[]): Promise<void> =>
    measure(name, results, { prefix: ["taskset", "--cpu-list", cpus, ...prefix], arguments: tests });
  const has = async (name: string): Promise<boolean> =>
    (await measuredSoFar(results)).some(({ config }) => config === name);
  if (!(await has(undisturbed))) await measureOn(undisturbed, []);
  for (const { name, disturb } of known) {
    if (await has(name)) continue;
    if (name === "bandwidth-eaten" && places.others.length < fewestEaters) {
      process.stderr.write(
        `${name} is skipped: only ${places.others.length} CPUs are left to eat bandwidth\n`,
      );
      continue;
    }
    const disturbed = await disturb(places);
    try {
      await measureOn(name, disturbed.prefix);
    } finally {
      await disturbed.end();
    }
  }
  return measuredSoFar(results);
}

function isRight(expected: ReturnType<Known["expect"]>, { verdict: { is } }: Judged): boolean {
  if (expected === "worse") return is === "worse";
  return expected === "either" || (is !== "worse" && is !== "better");
}

/**
 * Whether each disturbance was found, and nothing accused that it cannot reach. Whatever else lies in the folder and was
 * run several times says how far runs lie apart.
 */
export function reportKnown(configurations: readonly Configuration[]): string {
  const named = (name: string): Configuration | undefined =>
    configurations.find(({ config }) => config === name);
  const rows = known.flatMap(({ name, expect }) => {
    const [own, other] = [named(undisturbed), named(name)];
    if (own === undefined || other === undefined) return [];
    return verdictsOn(own, other, configurations)
      .judged.filter(({ kind }) => kind !== "point")
      .map((figure) => {
        const expected = expect(figure);
        const mark = isRight(expected, figure) ? "" : "WRONG";
        const { benchmark, verdict } = figure;
        return [name, benchmark, figureWords(figure), expected, verdict.is, changeWords(figure), mark];
      });
  });
  const wrong = rows.filter((cells) => cells.at(-1) !== "").length;
  const expected = rows.filter(([, , , expectation]) => expectation !== "either").length;
  return [
    `${expected - wrong} of ${expected} figures as they must be.`,
    markdownTable(
      ["disturbance", "benchmark", "figure", "expected", "verdict", "change", ""].map((label) => ({
        label,
        align: "left",
      })),
      rows,
    ),
  ].join("\n\n");
}
