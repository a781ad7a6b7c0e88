import { besideWords, verdictSigns } from "../comparison/ratio_words.ts";
import type { VerdictLine } from "./data_table.ts";
import type { Beside, Member, Series } from "./member.ts";

/** The verdict on a number; null for the baseline's own and for those that cannot be compared. */
export function verdictLine({
  member,
  series,
}: {
  readonly member: Pick<Member, "baseline">;
  readonly series: Pick<Series, "beside">;
}): VerdictLine | null {
  return besideLine(member, series.beside);
}

/** The verdict on something of a configuration, beside the baseline's. */
export function besideLine(
  { baseline }: Pick<Member, "baseline">,
  beside: Beside | null,
): VerdictLine | null {
  if (baseline === null || beside === null) return null;
  return { is: beside.is, text: `${verdictSigns[beside.is]} ${besideWords(beside, baseline)} ${beside.is}` };
}
