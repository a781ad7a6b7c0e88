import { describe, expect, test } from "bun:test";
import { secondsPerRound } from "../../src/benchmarks/settings.ts";
import { smoke, standard, thorough } from "./machines.ts";

describe("the seconds of a round", () => {
  test.each([
    [10, 3],
    [1, 30],
    [30, 1],
    [7, 4],
    [1000, 1],
  ])("share the total between %d rounds: %d", (rounds, seconds) => {
    expect(secondsPerRound({ ...standard, rounds }, 30)).toBe(seconds);
  });

  test("are one in a smoke run, and the standard run's in a thorough one", () => {
    expect(secondsPerRound({ ...smoke, rounds: 5 }, 30)).toBe(1);
    expect(secondsPerRound(thorough, 30)).toBe(3);
    expect(secondsPerRound({ ...thorough, rounds: 2 }, 30)).toBe(3);
  });
});
