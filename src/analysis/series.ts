import type { Coordinates } from "../benchmarks/metric.ts";
import type { Configuration } from "../results/configuration.ts";
import { formatCoordinates } from "../results/coordinates.ts";
import type { RecordedSample } from "../results/sample.ts";

/** All samples of one metric, place, unit and tool: what may be put into one estimate. */
export interface Series {
  readonly key: string;
  readonly benchmark: string;
  readonly metric: string;
  readonly at: Coordinates;
  readonly unit: string;
  readonly tool: string;
  /**
   * Its values in the order of the rounds, one list a boot, or a run where all are of one boot: values of one list share
   * their luck (where pages lie, which host CPUs), and those of different lists do not.
   */
  readonly repetitions: readonly (readonly number[])[];
  /** The rounds of these values. */
  readonly rounds: readonly (readonly number[])[];
  /** What was so beside it while it was measured: each that was, once, in the order in which they came. */
  readonly conditions: readonly Coordinates[];
}

type What = Pick<RecordedSample, "metric" | "at" | "unit" | "tool">;

/** What coordinates are as text: the configurations of a tree have one object for each place. */
const texts = new WeakMap<Coordinates, string>();

function textOf(at: Coordinates): string {
  let text = texts.get(at);
  if (text === undefined) {
    text = formatCoordinates(at);
    texts.set(at, text);
  }
  return text;
}

/** Equal for samples of one series. */
export function seriesKey({ metric, at, unit, tool }: What): string {
  return `${metric}\n${textOf(at)}\n${unit}\n${tool}`;
}

function isSamePlace(a: Coordinates, b: Coordinates): boolean {
  if (a === b) return true;
  for (const name in a) if (a[name] !== b[name]) return false;
  for (const name in b) if (!Object.hasOwn(a, name)) return false;
  return true;
}

/** Whether two are of one series, without making a text of it: a configuration has tens of thousands of samples. */
function isAlike(a: What, b: What): boolean {
  return a.metric === b.metric && a.unit === b.unit && a.tool === b.tool && isSamePlace(a.at, b.at);
}

/** What the runs of a configuration are repetitions of. */
export interface Repetitions {
  readonly of: "boot" | "run";
  /** By the number of a run; runs that it does not name are of the first. */
  readonly indexOf: ReadonlyMap<number, number>;
  readonly count: number;
}

/** Whether a configuration was repeated over boots, or over runs alone. */
export function repetitionsOf({ runs }: Pick<Configuration, "runs">): Repetitions {
  const boots = runs.map(({ id, machine }) => machine.bootId ?? `unknown ${id}`);
  const areBoots = new Set(boots).size > 1;
  const keys = areBoots ? boots : runs.map(({ id }) => String(id));
  const distinct = Array.from(new Set(keys));
  return {
    of: areBoots ? "boot" : "run",
    indexOf: new Map(runs.map(({ id }, i) => [id, distinct.indexOf(keys[i] ?? "")])),
    count: Math.max(1, distinct.length),
  };
}

/** What is being gathered of a series: a list a boot or run. */
interface Gathering {
  /** Among all series. */
  readonly place: number;
  readonly sample: RecordedSample;
  readonly lists: readonly { readonly values: number[]; readonly rounds: number[] }[];
  readonly conditions: Coordinates[];
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** The series of a configuration, in the order in which they were first measured. */
export function seriesOf(configuration: Pick<Configuration, "runs" | "samples">): Series[] {
  const { indexOf, count } = repetitionsOf(configuration);
  const all: Gathering[] = [];
  const byMetric = new Map<string, Gathering[]>();
  let last = -1;
  for (const sample of configuration.samples) {
    // In each round the series come in the same order.
    const next = all[last + 1];
    let gathered = next !== undefined && isAlike(next.sample, sample) ? next : undefined;
    if (gathered === undefined) {
      const ofMetric = byMetric.get(sample.metric) ?? [];
      gathered = ofMetric.find((known) => isAlike(known.sample, sample));
      if (gathered === undefined) {
        const lists = Array.from({ length: count }, () => ({ values: [], rounds: [] }));
        gathered = { place: all.length, sample, lists, conditions: [] };
        all.push(gathered);
        ofMetric.push(gathered);
        byMetric.set(sample.metric, ofMetric);
      }
    }
    last = gathered.place;
    const list = gathered.lists[indexOf.get(sample.run) ?? 0];
    list?.values.push(sample.value);
    list?.rounds.push(sample.round);
    const { conditions } = sample;
    if (conditions !== undefined && !gathered.conditions.some((known) => isSamePlace(known, conditions)))
      gathered.conditions.push(conditions);
  }
  let usualRounds: readonly number[] = [];
  return all.map(({ sample, lists, conditions }) => {
    const { benchmark, metric, at, unit, tool } = sample;
    const filled = lists.filter(({ values }) => values.length > 0);
    // Most series have the rounds of the one before, and then the same list of them.
    const rounds = filled.map((list) => {
      if (!isSameList(list.rounds, usualRounds)) usualRounds = list.rounds;
      return usualRounds;
    });
    return {
      key: seriesKey(sample),
      benchmark,
      metric,
      at,
      unit,
      tool,
      repetitions: filled.map(({ values }) => values),
      rounds,
      conditions,
    };
  });
}
