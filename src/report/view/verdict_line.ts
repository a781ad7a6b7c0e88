import { besideWords, verdictSigns } from "../comparison/ratio_words.ts";
import type { OwnedSeries } from "./chart_series.ts";
import type { VerdictLine } from "./data_table.ts";
import type { Beside, Member } from "./member.ts";

/** The verdict on a number; null for the baseline's own and for those that cannot be compared. */
export function verdictLine({ member, series }: OwnedSeries): VerdictLine | null {
  return besideLine(member, series.beside);
}

/** The verdict on something of a configuration, beside the baseline's. */
export function besideLine({ baseline }: Member, beside: Beside | null): VerdictLine | null {
  if (baseline === null || beside === null) return null;
  return { is: beside.is, text: `${verdictSigns[beside.is]} ${besideWords(beside, baseline)} ${beside.is}` };
}
