import { noiseLimits } from "../../analysis/noisy_trials.ts";
import { formatPlural } from "../../number_format.ts";
import type { TimeData, TimePoint } from "./chart_data.ts";
import type { ChartContent, ChartView } from "./chart_view.ts";
import { type DataTable, textCell } from "./data_table.ts";
import type { Member } from "./member.ts";
import { nameCell } from "./name_cell.ts";
import type { NoisePoint } from "./noise_point.ts";

/** A kind of noise, each a chart of its own since they mean different things. */
interface NoiseKind {
  readonly title: string;
  readonly caption: string;
  readonly unit: string;
  readonly limitPercent: number;
  readonly percentOf: (point: NoisePoint) => number | null;
}

const kinds: readonly NoiseKind[] = [
  {
    title: "Noise over time: stolen by the hypervisor",
    caption:
      "Time in which a vCPU was ready and the host ran something else, by trial, as a share of the time that all CPUs " +
      "had. Peaks of one configuration alone say that its vCPUs share host CPUs.",
    unit: "% of the CPUs' time",
    limitPercent: 100 * noiseLimits.steal,
    percentOf: ({ stealPercent }) => stealPercent,
  },
  {
    title: "Noise over time: other load",
    caption:
      "What other programs of this machine used during each trial, of the time that all CPUs had. Above the limit, " +
      "stop them and measure again.",
    unit: "% of the CPUs' time",
    limitPercent: 100 * noiseLimits.otherLoad,
    percentOf: ({ otherLoadPercent }) => otherLoadPercent,
  },
  {
    title: "Noise over time: waiting for a CPU",
    caption:
      "Share of each trial's time in which some task waited for a CPU, as the kernel's pressure figures say. It rises " +
      "with too few CPUs for the threads, or a quota on them.",
    unit: "% of the trial's time",
    limitPercent: 100 * noiseLimits.pressure,
    percentOf: ({ waitingPercent }) => waitingPercent,
  },
];

/** `run 2, round 3`; a run is said only where there are several. */
export function roundWords({ run, round }: NoisePoint, hasRuns: boolean): string {
  return hasRuns ? `run ${run}, round ${round}` : `round ${round}`;
}

export function hasSeveralRuns({ noise }: Member): boolean {
  return noise.some(({ run }) => run !== noise[0]?.run);
}

function tableOf({ lines }: TimeData): DataTable {
  return {
    columns: [
      { label: "config", isNumeric: false },
      { label: "from the start", unit: "min", isNumeric: true },
      { label: "benchmark", isNumeric: false },
      { label: "round", isNumeric: false },
      { label: "share", unit: "%", isNumeric: true },
    ],
    rows: lines.flatMap(({ member, points }) =>
      points.map(({ at, percent }) => [
        nameCell(member.label, member),
        { text: at.minutes.toFixed(1), value: at.minutes },
        textCell(at.benchmark),
        textCell(roundWords(at, hasSeveralRuns(member))),
        { text: percent.toFixed(2), value: percent },
      ]),
    ),
  };
}

function toldOf({ lines, limitPercent }: TimeData): string {
  const told = lines.flatMap(({ member, points }) => {
    const above = points.filter(({ percent }) => percent > limitPercent).length;
    return above === 0 ? [] : `${member.label} in ${above} of ${formatPlural(points.length, "trial")}`;
  });
  return `Above the limit of ${limitPercent} %: ${told.length === 0 ? "none" : told.join(", ")}.`;
}

function noiseChart({ limitPercent, percentOf }: NoiseKind, members: readonly Member[]): ChartContent | null {
  const lines = members.flatMap((member) => {
    const points = member.noise.flatMap((at): TimePoint[] => {
      const percent = percentOf(at);
      return percent === null ? [] : [{ at, percent }];
    });
    return points.length === 0 ? [] : { member, points };
  });
  if (lines.length === 0) return null;
  const data: TimeData = { kind: "time", limitPercent, lines };
  return {
    data,
    dashes: [],
    get table() {
      return tableOf(data);
    },
    told: toldOf(data),
    remarks: [],
  };
}

/** The noise of trials over the time since their configuration began. */
export const noiseCharts: readonly Omit<ChartView, "id">[] = kinds.map((kind) => ({
  kind: "time",
  title: kind.title,
  caption: kind.caption,
  unit: kind.unit,
  better: "lower",
  contentOf: (members: readonly Member[]) => noiseChart(kind, members),
}));
