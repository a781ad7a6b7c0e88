import { ratioWords, verdictSigns } from "../comparison/ratio_words.ts";
import type { OwnedSeries } from "./chart_series.ts";
import type { VerdictLine } from "./data_table.ts";

/** The verdict on a number; null for the baseline's own and for those that cannot be compared. */
export function verdictLine({ member: { against }, series }: OwnedSeries): VerdictLine | null {
  const judged = against?.judged.get(series.key);
  if (against === null || judged === undefined) return null;
  const { is } = judged.verdict;
  return { is, text: `${verdictSigns[is]} ${ratioWords(judged, against.baseline)} ${is}` };
}
