import { describe, expect, test } from "bun:test";
import { bestAndBaseline, mostAtFirst, shownAtFirst } from "../../../src/report/view/choice.ts";
import type { Member } from "../../../src/report/view/member.ts";
import { madeUpGroup } from "./made_up_members.ts";

const [host, other] = madeUpGroup(2).members;
if (host === undefined || other === undefined) throw new Error("there are no two");

/** So many configurations with the baseline at the end. */
const group = (count: number): Member[] => {
  return [
    ...Array.from({ length: count - 1 }, (_, i) => ({ ...other, anchor: `a${i}` })),
    { ...host, anchor: "base" },
  ];
};

describe("shown at first are", () => {
  test("all while their looks tell them apart", () => {
    expect(shownAtFirst(group(mostAtFirst)).size).toBe(mostAtFirst);
  });

  test("of more the baseline, wherever it stands, and eleven others", () => {
    const shown = Array.from(shownAtFirst(group(mostAtFirst + 1)), ({ anchor }) => anchor);
    expect(shown).toEqual([...Array.from({ length: 11 }, (_, i) => `a${i}`), "base"]);
  });
});

test("best and baseline are those that the program would choose and what they are held against", () => {
  const shown = bestAndBaseline(group(5), ["a2", "nowhere"]);
  expect(Array.from(shown, ({ anchor }) => anchor)).toEqual(["a2", "base"]);
});
