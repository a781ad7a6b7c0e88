import { type Controls, controlsOf, type MovedControl } from "../../analysis/comparison/controls.ts";
import type { Comparison } from "../../analysis/comparison/comparison.ts";
import { type OtherDifference, otherwiseDifferent } from "../../analysis/comparison/otherwise_different.ts";
import { alarmingReasons, type LoadOfBenchmark } from "../../analysis/gpu_load.ts";
import { linkWords } from "../../analysis/pcie_link.ts";
import { medianOf } from "../../benchmarks/statistics.ts";
import { formatCount, formatNumber, formatPlural } from "../../number_format.ts";
import { figureWords } from "./figure_words.ts";
import { changeWords } from "./ratio_words.ts";
import { sideNames } from "./side_names.ts";

/** `SM clock 1,980 → 1,755 MHz; held back by sw_thermal_slowdown in 8 of 10 trials of pin; link Gen5 ×16 on both`. */
function loadWords({ underLoad: { base, candidate } }: MovedControl, comparison: Comparison): string {
  if (base === null || candidate === null || base.busyTrials === 0 || candidate.busyTrials === 0)
    return "nobody saw the GPU at work on both sides, so the samples under load do not say why";
  const names = sideNames(comparison);
  const clock = ({ smClockMHz }: LoadOfBenchmark): number | null => smClockMHz?.median ?? null;
  const [own, other] = [clock(base), clock(candidate)];
  const clocks =
    own === null || other === null
      ? "clocks not shown"
      : own === other
        ? `SM clock ${formatCount(own)} MHz on both`
        : `SM clock ${formatCount(own)} → ${formatCount(other)} MHz`;
  const held = ([base, candidate] as const).flatMap((load, i) => {
    const reasons = alarmingReasons(load.throttleReasons);
    const name = i === 0 ? names.base : names.candidate;
    if (reasons.length === 0) return [];
    const extent = `${load.heldBackTrials} of ${formatPlural(load.busyTrials, "trial")}`;
    return `held back by ${reasons.join(", ")} in ${extent} of ${name}`;
  });
  const [link, otherLink] = [base.link, candidate.link].map((state) =>
    state === null ? "unknown" : linkWords(state),
  );
  const links = link === otherLink ? `PCIe link ${link} on both` : `PCIe link ${link} → ${otherLink}`;
  return [clocks, ...(held.length === 0 ? ["no throttling"] : held), links].join("; ");
}

function movedSentence(control: MovedControl, comparison: Comparison): string {
  const { figure } = control;
  return (
    `A control moved: ${figureWords(figure)} ${changeWords(figure)} from ${sideNames(comparison).base} to ` +
    `${sideNames(comparison).candidate}, which no vCPU setting should do, so do not trust the GPU figures until it ` +
    `agrees. Under load: ${loadWords(control, comparison)}.`
  );
}

/** What opens a comparison: a control that moved, before anything else. */
export function movedControls(comparison: Comparison): string[] {
  return controlsOf(comparison).moved.map((control) => movedSentence(control, comparison));
}

function steadyWords({ steady, undecided, moved }: Controls): string[] {
  const names = (figures: Controls["steady"]): string => figures.map(figureWords).join("; ");
  if (steady.length + undecided.length + moved.length === 0)
    return [
      "No control was measured on both sides (a GPU's compute and its own memory): nothing vouches for the rest.",
    ];
  return [
    ...(steady.length === 0 ? [] : [`Controls steady: ${names(steady)}.`]),
    ...(undecided.length === 0 ? [] : [`Controls not shown to be steady: ${names(undecided)}.`]),
  ];
}

function repetitionWords({ repetitions: { of, count } }: Comparison["base"], name: string): string {
  return of === "boot" ? `${count} boots of ${name}` : `${count} runs of one boot of ${name}`;
}

function isOneBoot({ base, candidate }: Comparison): boolean {
  const boots = [base, candidate].flatMap(({ configuration }) =>
    configuration.runs.map(({ machine }) => machine.bootId),
  );
  return boots.length > 0 && !boots.includes(null) && new Set(boots).size === 1;
}

/** Whether a difference may be the luck of a boot. */
function bootWords(comparison: Comparison): string[] {
  const { base, candidate, judged } = comparison;
  const names = sideNames(comparison);
  if (base.repetitions.count > 1 && candidate.repetitions.count > 1)
    return [
      `${repetitionWords(base, names.base)}, ${repetitionWords(candidate, names.candidate)}: what varies between them counts.`,
    ];
  const known = judged.filter(({ runToRun, kind }) => runToRun !== null && kind !== "point");
  const deviations = known.flatMap(({ runToRun }) => runToRun?.deviation ?? []);
  const from = Array.from(new Set(known.flatMap(({ runToRun }) => runToRun?.from ?? [])));
  const few =
    base.repetitions.count === 1 && candidate.repetitions.count === 1
      ? isOneBoot(comparison)
        ? "One run each, in the same boot"
        : "One boot each"
      : `One boot of ${base.repetitions.count === 1 ? names.base : names.candidate}`;
  if (deviations.length === 0)
    return [
      `${few}: whether another boot would give the same is not known; add one to each with run NAME --append.`,
    ];
  const percent = (deviation: number): string => `±${formatNumber(100 * deviation)} %`;
  const moved = known.every(({ runToRun }) => runToRun?.of === "boot") ? "rebooting" : "running again";
  return [
    `${few}: ${moved} moved figures of ${from.join(", ")} by ${percent(medianOf(deviations))} (the middle one; at most ` +
      `${percent(Math.max(...deviations))}), which counts here as well.`,
  ];
}

const differenceWords: Readonly<Record<OtherDifference["what"], string>> = {
  CPUs: "number of CPUs",
  "CPU model": "CPU model",
  GPUs: "GPUs",
  "GPU driver": "GPU driver",
  tools: "tool versions",
  environment: "environment variables",
};

function otherwiseWords({ base, candidate }: Comparison): string[] {
  return otherwiseDifferent(base.configuration, candidate.configuration).map(
    ({ what, base: own, candidate: other }) =>
      `Not the same ${differenceWords[what]}: ${own || "none"} of ${base.configuration.config}, ${other || "none"} of ` +
      `${candidate.configuration.config}${what === "CPUs" ? ": figures of all CPUs together are not of equally many" : ""}.`,
  );
}

/** What a reader has to know to trust a comparison, besides controls that moved. */
export function trustWords(comparison: Comparison): string[] {
  return [...steadyWords(controlsOf(comparison)), ...bootWords(comparison), ...otherwiseWords(comparison)];
}
