import type { Judged, Ratio } from "../../analysis/comparison/comparison.ts";
import type { Verdict } from "../../analysis/comparison/verdict.ts";
import { formatPlural } from "../../number_format.ts";
import type { Beside } from "../view/member.ts";

/** A share in percent with a sign, as many digits as matter: `+38.2 %`, `−1.2 %`, `+0.03 %`. */
export function signedPercent(share: number): string {
  const percent = 100 * share;
  const size = Math.abs(percent);
  const digits = size >= 99.95 ? 0 : size >= 0.095 ? 1 : 2;
  const text = size.toFixed(digits);
  const sign = Number(text) === 0 ? "±" : percent < 0 ? "−" : "+";
  return `${sign}${Number(text) === 0 ? "0.0" : text} %`;
}

/** The ratio of the values themselves: of a latency that fell by a tenth, 0.9. Of a loss, that of what is left. */
export function ratioOfValues({ metric, ratio }: Pick<Judged, "metric" | "ratio">): Ratio {
  if (metric.better === "higher" || metric.comparedBy === "remainder") return ratio;
  return { estimate: 1 / ratio.estimate, low: 1 / ratio.high, high: 1 / ratio.low };
}

function interval(low: number, high: number, one: (value: number) => string): string {
  return Number.isFinite(low) && Number.isFinite(high) ? ` (${one(low)} to ${one(high)})` : "";
}

function changeOf({ estimate, low, high }: Ratio, isOfRest: boolean): string {
  const bare = (value: number): string => signedPercent(value - 1).replace(" %", "");
  return `${signedPercent(estimate - 1)}${isOfRest ? " of the rest" : ""}${interval(low, high, bare)}`;
}

/** `+38.2 % (+36.0 to +40.1)`: by how much the value changed. */
export function changeWords(judged: Pick<Judged, "metric" | "ratio">): string {
  return changeOf(ratioOfValues(judged), judged.metric.comparedBy === "remainder");
}

function barePercent(ratio: number): string {
  return (100 * ratio).toFixed(1);
}

/** The estimate alone, for a narrow place: `97.2 %` beside a host, `+38.2 %` beside others. */
export function ratioInShort(judged: Judged, baseline: string): string {
  return baseline === "host"
    ? `${barePercent(judged.ratio.estimate)} %`
    : signedPercent(ratioOfValues(judged).estimate - 1);
}

/** `97.2 % of host (96.8 to 97.5)`: how good it is beside the baseline; above 100 is better, whatever the metric. */
export function shareWords({ ratio }: Pick<Judged, "ratio">, baseline: string): string {
  return `${barePercent(ratio.estimate)} % of ${baseline}${interval(ratio.low, ratio.high, barePercent)}`;
}

/** Against a host, what is left of it counts; against others, the change. */
export function ratioWords(judged: Judged, baseline: string): string {
  return baseline === "host" ? shareWords(judged, baseline) : changeWords(judged);
}

const endless = { low: 0, high: Infinity } as const;

/** {@link ratioWords} of what the page has of a comparison. */
export function besideWords(beside: Beside, baseline: string): string {
  const ratio = { estimate: beside.estimate, ...(beside.interval ?? endless) };
  if (beside.as === "share") return shareWords({ ratio }, baseline);
  return changeOf(ratio, beside.as === "remainder");
}

/** A sign for each verdict, so that colour is never all that tells them apart. */
export const verdictSigns = {
  better: "▲",
  worse: "▼",
  same: "=",
  undecided: "?",
} as const satisfies Readonly<Record<Verdict["is"], string>>;

/** `12 more rounds each would decide`. */
function furtherWords(verdict: Extract<Verdict, { is: "undecided" }>): string {
  const { further } = verdict;
  if (further === null) return "more rounds or runs would hardly decide";
  const what = formatPlural(further.count, `more ${further.of === "rounds" ? "round" : "run"}`);
  return `${what} each would decide`;
}

const becauseWords = {
  wide: "",
  small: "not clear of the threshold; ",
  chance: "among so many figures chance may do it; ",
} as const;

/** `better`, `undecided: 12 more rounds each would decide`. */
export function verdictWords(verdict: Verdict): string {
  return verdict.is === "undecided"
    ? `undecided: ${becauseWords[verdict.because]}${furtherWords(verdict)}`
    : verdict.is;
}
