import { usualNames } from "../../analysis/baseline.ts";
import type { BaselineGroup } from "../baseline_groups.ts";

/** Which configuration of a group the others are compared with, and why that one: a sentence about its name. */
export interface BaselineChoice {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

function becauseWords(name: string, named: string | null): string {
  if (name === named) return "as asked for";
  return usualNames.some((usual) => usual === name)
    ? "chosen for its name"
    : `the oldest, since none is named ${usualNames.slice(0, -1).join(", ")} or ${usualNames.at(-1)}`;
}

/** @param named the baseline that a person asked for */
export function baselineChoice(
  { configurations, baseline: { config: name } }: BaselineGroup,
  named: string | null,
): BaselineChoice {
  if (configurations.length === 1)
    return { before: "There is nothing here yet to compare ", name, after: " with." };
  const lacking = named === null || named === name ? "" : `None of these is named ${named}. `;
  return { before: `${lacking}Compared with `, name, after: `, ${becauseWords(name, named)}.` };
}
