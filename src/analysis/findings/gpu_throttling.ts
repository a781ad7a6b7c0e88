import { alarmingReasons, type LoadOfBenchmark } from "../gpu_load.ts";
import { sum } from "../sum.ts";
import type { Evidence, Finding } from "./finding.ts";
import { gpuNames, trialsWords } from "./gpu_words.ts";
import type { Case, Rule } from "./rule.ts";
import { listWords } from "./words.ts";

/** GPUs that were held back alike. */
interface HeldBack {
  readonly gpus: readonly number[];
  /** Of all of them. */
  readonly loads: readonly LoadOfBenchmark[];
  readonly reasons: readonly string[];
  readonly extent: string;
}

function heldBackOf(all: readonly LoadOfBenchmark[]): HeldBack[] {
  const held = all.filter(({ heldBackTrials }) => heldBackTrials > 0);
  const each = Array.from(Map.groupBy(held, ({ gpu }) => gpu)).map(([gpu, loads]) => ({
    gpu,
    loads,
    reasons: Array.from(new Set(loads.flatMap(({ throttleReasons }) => alarmingReasons(throttleReasons)))),
    extent: trialsWords(loads, ({ heldBackTrials }) => heldBackTrials),
  }));
  const groups = Map.groupBy(each, ({ reasons, extent }) => [...reasons, extent].join("\n"));
  return Array.from(groups.values()).flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return {
      ...first,
      gpus: same.map(({ gpu }) => gpu),
      loads: same.flatMap(({ loads }) => loads),
    };
  });
}

function isHeat(reason: string): boolean {
  return reason.endsWith("thermal_slowdown");
}

function isBrake(reason: string): boolean {
  return reason === "hw_power_brake_slowdown";
}

/** The hardware's general reason stands beside each of its special ones, and tells nothing then. */
function causeWords(reasons: readonly string[]): string {
  const causes = [
    ...(reasons.some(isHeat) ? ["heat"] : []),
    ...(reasons.some(isBrake) ? ["the power brake of the machine"] : []),
  ];
  return causes.length === 0 ? "the hardware" : causes.join(" and ");
}

function evidenceOf({ loads, reasons }: HeldBack): Evidence[] {
  const hottest = Math.max(...loads.flatMap(({ temperatureC }) => temperatureC?.max ?? []));
  return [
    { label: "Reasons", value: reasons.join(", "), unit: null },
    {
      label: "Trials held back",
      value: sum(loads.map(({ heldBackTrials }) => heldBackTrials)),
      unit: null,
    },
    ...(Number.isFinite(hottest) ? [{ label: "Highest temperature", value: hottest, unit: "°C" }] : []),
    ...loads.flatMap(({ gpu, benchmark, smClockMHz }) =>
      smClockMHz === null
        ? []
        : { label: `Lowest SM clock, GPU ${gpu}, ${benchmark}`, value: smClockMHz.min, unit: "MHz" },
    ),
  ];
}

function adviceOn(reasons: readonly string[]): string[] {
  return [
    "No vCPU setting does this or mends it: look on the machine that drives the GPU with " +
      "nvidia-smi -q -d PERFORMANCE,TEMPERATURE,POWER while the benchmark runs.",
    ...(reasons.some(isHeat)
      ? [
          "Cool it: check the host's fans and their profile (ipmitool sdr type Fan), inlet temperature, dust, and slots beside " +
            "it that need a blanking plate; GPUs of other guests in the same chassis heat it as well.",
        ]
      : []),
    ...(reasons.some(isBrake)
      ? [
          "Feed it: the board asks for the brake, so look for a power supply that failed or is not plugged in (ipmitool sdr " +
            "type 'Power Supply', ipmitool sel list), the GPU's power cables, and a cap of the BMC or the rack.",
        ]
      : []),
    ...(reasons.some((reason) => isHeat(reason) || isBrake(reason))
      ? []
      : [
          "The GPU gives no closer reason: check its power cables and supplies (ipmitool sel list) and its cooling, and look " +
            "for Xid in dmesg.",
        ]),
    "Measure anew: the GPU figures of these trials are too low.",
  ];
}

function find({ gpuLoads }: Case): Omit<Finding, "rule">[] {
  return heldBackOf(gpuLoads).map((held) => ({
    severity: "fault",
    sentence:
      `The clocks of ${gpuNames(held.gpus)} were held back by ${causeWords(held.reasons)} (${listWords(held.reasons)}) ` +
      `${held.gpus.length > 1 ? "each " : ""}in ${held.extent}.`,
    evidence: evidenceOf(held),
    advice: adviceOn(held.reasons),
  }));
}

/** Clocks that heat, a power brake or other hardware held back; the usual power cap is none of them. */
export const gpuThrottling: Rule = { id: "gpu-throttling", find };
