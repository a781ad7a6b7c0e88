import { fewestRounds, standardThreshold } from "../../analysis/comparison/compare.ts";
import { level } from "../../analysis/comparison/verdict.ts";
import { verdictSigns } from "../comparison/ratio_words.ts";

/** How the number and the interval of an estimate come about. */
export const estimateMethod =
  "Of one run, the median over its rounds and a 95 % interval from order statistics, interpolated between them; of " +
  "several, the mean of the runs' medians and Student's 95 % interval over the runs. Fewer than six rounds of one run " +
  "have the whole range, which is less than 95 %.";

const threshold = `${100 * standardThreshold} %`;

/** How a verdict comes about, in one sentence. */
export const verdictMethod =
  `Beside the baseline a figure is better ${verdictSigns.better} or worse ${verdictSigns.worse} if the 95 % interval ` +
  `of the ratio excludes 1, the change exceeds ${threshold}, and it still counts when false discoveries are held to ` +
  `${100 * level} % over all figures of the comparison; it is the same ${verdictSigns.same} if the whole interval lies ` +
  `within ±${threshold}, and undecided ${verdictSigns.undecided} otherwise; fewer than ${fewestRounds} rounds are not ` +
  "compared.";
