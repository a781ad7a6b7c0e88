import { describe, expect, test } from "bun:test";
import { type Clock, formatTimeLeft, startClock, type TimedTrial } from "../../src/runner/time_left.ts";
import { command, planned, planOf } from "./examples.ts";

const plan = planOf([
  planned([command("true", { expectedSeconds: 10 })], { id: "a" }),
  planned([command("true", { expectedSeconds: 1 }), command("true", { expectedSeconds: 2 })], { id: "b" }),
]);

function trial(benchmark: string, wallSeconds: number): TimedTrial {
  return { benchmark, noise: { wallSeconds } };
}

function clockWith(remaining: Record<string, number>, earlier: readonly TimedTrial[] = []): Clock {
  return startClock(plan, new Map(Object.entries(remaining)), earlier);
}

describe("the time left", () => {
  test("is what the benchmarks expect, until one of them has been measured", () => {
    const clock = clockWith({ a: 3, b: 2 });
    expect(clock.secondsLeft()).toBe(36);
    clock.finished(trial("a", 20));
    expect(clock.secondsLeft()).toBe(2 * 20 + 2 * 3);
    clock.finished(trial("a", 10));
    expect(clock.secondsLeft()).toBe(15 + 2 * 3);
    clock.finished(trial("b", 5));
    clock.finished(trial("b", 5));
    clock.finished(trial("a", 15));
    expect(clock.secondsLeft()).toBe(0);
  });

  test("is by what trials of an earlier process took, too", () => {
    const clock = clockWith({ a: 3, b: 2 }, [trial("a", 20), trial("a", 30)]);
    expect(clock.secondsLeft()).toBe(3 * 25 + 2 * 3);
    clock.finished(trial("a", 10));
    expect(clock.secondsLeft()).toBe(2 * 20 + 2 * 3);
  });

  test("has nothing of a benchmark that is given up", () => {
    const clock = clockWith({ a: 3, b: 2 });
    clock.finished(trial("a", 20));
    clock.givenUp("a");
    expect(clock.secondsLeft()).toBe(2 * 3);
  });

  test("has nothing of benchmarks of which nothing is left, however often they go on", () => {
    expect(clockWith({ a: 0 }).secondsLeft()).toBe(0);
    const clock = clockWith({ b: 1 });
    clock.finished(trial("b", 3));
    clock.finished(trial("b", 3));
    expect(clock.secondsLeft()).toBe(0);
  });
});

test("the time spent is that of all trials of the run", () => {
  const clock = clockWith({ a: 1, b: 1 }, [trial("a", 20), trial("b", 3)]);
  expect(clock.secondsSpent()).toBe(23);
  clock.finished(trial("b", 4));
  expect(clock.secondsSpent()).toBe(27);
});

test("a trial takes the mean of those before it, and what is expected before the first", () => {
  const clock = clockWith({}, [trial("a", 20)]);
  clock.finished(trial("a", 40));
  expect([clock.secondsOfTrial("a"), clock.secondsOfTrial("b")]).toEqual([30, 3]);
});

test.each([
  [{ least: 75, most: 75 }, "about 1:15 left"],
  [{ least: -3, most: -3 }, "about 0:00 left"],
  [{ least: 75, most: 600 }, "1:15 to 10:00 left"],
  [{ least: 0.4, most: 600 }, "at most 10:00 left"],
  [{ least: -3, most: 597 }, "at most 9:57 left"],
  [{ least: -80, most: -5 }, "at most 0:00 left"],
])("%j is shown as %s", (left, shown) => {
  expect(formatTimeLeft(left)).toBe(shown);
});
