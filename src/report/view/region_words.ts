import { isAt } from "../../benchmarks/metric.ts";
import { formatBytes } from "../../number_format.ts";
import type { Cell, VerdictLine } from "./data_table.ts";
import type { Member, RegionVerdict, Series } from "./member.ts";
import { besideLine } from "./verdict_line.ts";

/** The verdicts on the parts of the curve or matrix that a series is a point of. */
export function regionsAround({ regions }: Member, { metric, tool, at }: Series): RegionVerdict[] {
  return regions.filter((region) => region.metric === metric && region.tool === tool && isAt(at, region.at));
}

/** The part of the curve that a series lies in; null where it has no verdict. */
export function regionOf(member: Member, series: Series): RegionVerdict | null {
  const size = series.at["size"];
  if (typeof size !== "number") return null;
  const around = regionsAround(member, series);
  return around.find(({ sizes }) => sizes !== null && sizes[0] <= size && size <= sizes[1]) ?? null;
}

/** `64 KiB to 1 MiB`; nothing where its points have no sizes. */
export function sizesWords({ sizes }: RegionVerdict): string[] {
  if (sizes === null) return [];
  const [from, to] = sizes.map(formatBytes);
  return [from === to ? `${from}` : `${from} to ${to}`];
}

/** `L2: ▲ 102.1 % of host (101.5 to 102.8) better`. */
export function regionLine(member: Member, region: RegionVerdict): VerdictLine | null {
  const line = besideLine(member, region.beside);
  return line === null ? null : { ...line, text: `${region.name}: ${line.text}` };
}

/** The verdict on a part alone: it has no number of its own. */
export function regionCell(member: Member, { beside }: RegionVerdict): Cell {
  const verdict = besideLine(member, beside);
  return { text: "", ...(verdict !== null && { verdict }), value: beside.estimate };
}
