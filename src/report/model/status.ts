import type { Configuration } from "../../results/configuration.ts";

/** How a configuration's measuring ended, in words. */
export interface Status {
  readonly text: string;
  readonly isBad: boolean;
}

/** `4 done`, `3 done, 1 failed, 2 skipped`, `interrupted: 2 done`. */
export function statusOf({ outcomes, runs }: Configuration): Status {
  const count = (status: string): number => outcomes.filter((outcome) => outcome.status === status).length;
  const failed = count("failed");
  const counts = [
    [count("done"), "done"],
    [failed, "failed"],
    [count("skipped"), "skipped"],
  ] as const;
  const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  const last = runs.at(-1)?.status;
  const ending = last === "interrupted" ? "interrupted" : last === "running" ? "not finished" : null;
  const text = words.length === 0 ? "nothing measured" : words.join(", ");
  return { text: ending === null ? text : `${ending}: ${text}`, isBad: failed > 0 || ending !== null };
}
