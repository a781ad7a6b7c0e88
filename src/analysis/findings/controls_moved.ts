import { formatNumber } from "../../number_format.ts";
import { type MovedControl, controlsOf } from "../comparison/controls.ts";
import type { Comparison, Judged } from "../comparison/comparison.ts";
import { alarmingReasons, type LoadOfBenchmark } from "../gpu_load.ts";
import { linkWords } from "../pcie_link.ts";
import type { Evidence, Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";
import { listWords, percentWords } from "./words.ts";

/** `FP32 matrix multiplication, TF32 off, GPU 0`. */
function nameOf({ metric, at: { gpu } }: Judged): string {
  return gpu === undefined ? metric.label : `${metric.label}, GPU ${gpu}`;
}

function sizeOf({ ratio }: Judged): number {
  return Math.abs(Math.log(ratio.estimate));
}

/** The one that moved most; one over all GPUs repeats what one of them did. */
function strongest(moved: readonly MovedControl[]): MovedControl | null {
  const ofOne = moved.filter(({ figure }) => figure.at["gpu"] !== undefined);
  const among = ofOne.length > 0 ? ofOne : moved;
  return among.toSorted((a, b) => sizeOf(b.figure) - sizeOf(a.figure))[0] ?? null;
}

function loadEvidence(whose: string, load: LoadOfBenchmark | null): Evidence[] {
  if (load === null || load.busyTrials === 0) return [];
  const reasons = alarmingReasons(load.throttleReasons);
  return [
    ...(load.smClockMHz === null
      ? []
      : [{ label: `SM clock under load${whose}`, value: load.smClockMHz.median, unit: "MHz" }]),
    ...(reasons.length === 0
      ? []
      : [
          {
            label: `Held back${whose}, of ${load.busyTrials} trials, by ${listWords(reasons)}`,
            value: load.heldBackTrials,
            unit: null,
          },
        ]),
    ...(load.link === null
      ? []
      : [{ label: `PCIe link under load${whose}`, value: linkWords(load.link), unit: null }]),
  ];
}

const ofBaseline = ", baseline";

function evidenceOf(moved: readonly MovedControl[], { underLoad }: MovedControl): Evidence[] {
  return [
    ...moved.flatMap(({ figure }) => [
      { label: nameOf(figure), value: figure.candidate, unit: figure.metric.unit },
      { label: `${nameOf(figure)}${ofBaseline}`, value: figure.base, unit: figure.metric.unit },
    ]),
    ...loadEvidence("", underLoad.candidate),
    ...loadEvidence(ofBaseline, underLoad.base),
  ];
}

function uuidsOf({ configuration: { machine } }: Comparison["base"]): string[] {
  return (machine?.gpus.devices ?? []).flatMap(({ uuid }) => uuid ?? []);
}

/** Whether both sides say which cards they had, and have none in common. */
function areOtherCards({ base, candidate }: Comparison): boolean {
  const [own, other] = [uuidsOf(base), uuidsOf(candidate)];
  return own.length > 0 && other.length > 0 && !own.some((uuid) => other.includes(uuid));
}

function find({ comparison }: Case): Omit<Finding, "rule">[] {
  if (comparison === null) return [];
  const { moved } = controlsOf(comparison);
  const most = strongest(moved);
  if (most === null) return [];
  const { figure } = most;
  const { candidate, base, metric } = figure;
  return [
    {
      severity: "doubt",
      sentence:
        `${nameOf(figure)} is ${percentWords(Math.abs(candidate / base - 1))} ${candidate < base ? "below" : "above"} the baseline's ` +
        `${formatNumber(base)} ${metric.unit}, which no vCPU setting should do: do not trust the GPU figures until it agrees.`,
      evidence: evidenceOf(moved, most),
      advice: [
        ...(areOtherCards(comparison)
          ? [
              "These are other cards than the baseline's: give the guest the same one (<hostdev> with the same <source><address>) and " +
                "measure both again.",
            ]
          : []),
        "Compare the card on both sides while gpu-compute runs: nvidia-smi -q -d CLOCK,POWER,TEMPERATURE,PERFORMANCE for heat, a power " +
          "limit (-pl), application clocks or locked ones (-lgc), and -d ECC for the ECC mode.",
        "Make sure that nobody else uses the card, and that driver and CUDA libraries are the same on both sides.",
        "Run both configurations again one after the other (run NAME --append), and judge GPU figures only when the control is the same.",
      ],
    },
  ];
}

/** Controls that moved against the baseline: the GPU itself was in another state, whatever the vCPUs did. */
export const controlsMoved: Rule = { id: "controls-moved", find };
