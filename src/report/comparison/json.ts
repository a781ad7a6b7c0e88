import { controlsOf } from "../../analysis/comparison/controls.ts";
import type { Comparison, Incomparable, Judged } from "../../analysis/comparison/comparison.ts";
import { otherwiseDifferent } from "../../analysis/comparison/otherwise_different.ts";
import { onOneLine } from "../../one_line.ts";
import { formatCoordinates } from "../../results/coordinates.ts";
import { knownEnd } from "../known_end.ts";
import type { ComparedGroup, Participant } from "./compared_group.ts";

/** Version of the form of this document; it grows when something is renamed or removed. */
const schema = 1;

function figure(judged: Judged) {
  const { kind, benchmark, metric, at, tool, base, candidate, rounds, ratio, p, basis, runToRun, verdict } =
    judged;
  return {
    kind,
    benchmark,
    metric: metric.id,
    label: metric.label,
    role: metric.role,
    coordinates: coordinatesOf(at),
    unit: metric.unit,
    better: metric.better,
    comparedBy: metric.comparedBy ?? "value",
    tool,
    base,
    candidate,
    rounds,
    ratio: { estimate: ratio.estimate, low: knownEnd(ratio.low), high: knownEnd(ratio.high) },
    adjustedP: p,
    basis,
    runToRun,
    verdict: verdict.is,
    ...(verdict.is === "undecided" && { because: verdict.because, further: verdict.further }),
  };
}

/** Regions have names with blanks, which no coordinate of the files has. */
function coordinatesOf({ region, ...at }: Judged["at"]): string {
  return [formatCoordinates(at), ...(region === undefined ? [] : [`region=${region}`])]
    .filter((text) => text !== "")
    .join(" ");
}

function incomparable({ kind, benchmark, metric, at, tool, because }: Incomparable) {
  return {
    kind,
    benchmark,
    metric: metric.id,
    coordinates: coordinatesOf(at),
    tool,
    because: { ...because, ...(because.kind === "no ratio" && { value: String(because.value) }) },
  };
}

function participant({ configuration, trials, noisy }: Participant) {
  return {
    config: configuration.config,
    runs: configuration.runs.map(({ id, startedAt, machine }) => ({ id, startedAt, bootId: machine.bootId })),
    trials,
    noisy,
  };
}

function comparedCandidate(of: Participant, comparison: Comparison) {
  const controls = controlsOf(comparison);
  const keys = (figures: readonly Judged[]) =>
    figures.map(({ metric, at }) => ({ metric: metric.id, coordinates: coordinatesOf(at) }));
  return {
    ...participant(of),
    threshold: comparison.threshold,
    controls: {
      moved: keys(controls.moved.map(({ figure: moved }) => moved)),
      steady: keys(controls.steady),
      undecided: keys(controls.undecided),
    },
    otherwiseDifferent: otherwiseDifferent(comparison.base.configuration, comparison.candidate.configuration),
    figures: comparison.judged.map(figure),
    incomparable: comparison.incomparable.map(incomparable),
  };
}

/** For programs; numbers in full precision, ratios oriented so that above 1 is better. */
export function comparisonJson(group: ComparedGroup, version: string): string {
  const document = {
    schema,
    generator: `vcpu-bench ${version}`,
    gpu: group.gpu,
    excludesNoisy: group.excludesNoisy,
    baseline: participant(group.base),
    candidates: group.candidates.map(({ participant: of, comparison }) => comparedCandidate(of, comparison)),
  };
  // JSON leaves half of the control characters as they are.
  return `${JSON.stringify(document, null, 2).split("\n").map(onOneLine).join("\n")}\n`;
}
