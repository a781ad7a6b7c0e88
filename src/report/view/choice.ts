import type { Member } from "./member.ts";

/** Up to so many configurations are all shown at first, each with a look of its own. */
export const mostAtFirst = 40;

/** Of more than that, the baseline and so many others. */
const othersAtFirst = 11;

/** More than these are never drawn at once by a press on All: a canvas has an end, and so has what an eye can hold. */
export const mostAtOnce = 100;

/** The configurations that are shown before a reader has chosen any. */
export function shownAtFirst(members: readonly Member[]): Set<Member> {
  if (members.length <= mostAtFirst) return new Set(members);
  const others = new Set(members.filter(({ isBaseline }) => !isBaseline).slice(0, othersAtFirst));
  return new Set(members.filter((member) => member.isBaseline || others.has(member)));
}

/** The baseline, and those that the program would choose. */
export function bestAndBaseline(members: readonly Member[], best: readonly string[]): Set<Member> {
  return new Set(members.filter(({ isBaseline, anchor }) => isBaseline || best.includes(anchor)));
}
