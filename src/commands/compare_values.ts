import { UsageError } from "../usage_error.ts";
import { suggestion } from "./strict_arguments.ts";
import { readPercent } from "./values.ts";

/**
 * One of a few words.
 * @throws UsageError naming them.
 */
export function readChoice<Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined)
    throw new UsageError(`${option} '${text}' is none of ${choices.join(", ")}${suggestion(text, choices)}.`);
  return choice;
}

const largestPercent = 100;

/**
 * A share from percent: 0.01 of `1`, `1.0` or `1%`.
 * @throws UsageError
 */
export function readThreshold(text: string): number {
  const percent = readPercent(text);
  if (!(percent > 0 && percent <= largestPercent))
    throw new UsageError(
      `--threshold '${text}' is not a number of percent above 0 and up to ${largestPercent}.`,
    );
  return percent / 100;
}
