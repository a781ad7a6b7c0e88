import { describe, expect, test } from "bun:test";
import { startClock } from "../../src/runner/time_left.ts";
import { command, planned, planOf } from "./examples.ts";

const plan = planOf([
  planned([command("true", { expectedSeconds: 10 })], { id: "a" }),
  planned([command("true", { expectedSeconds: 1 }), command("true", { expectedSeconds: 2 })], { id: "b" }),
]);

describe("the time left", () => {
  test("is what the benchmarks expect, until one of them has been measured", () => {
    const clock = startClock(
      plan,
      new Map([
        ["a", 3],
        ["b", 2],
      ]),
    );
    expect(clock.secondsLeft()).toBe(36);
    clock.finished("a", 20);
    expect(clock.secondsLeft()).toBe(2 * 20 + 2 * 3);
    clock.finished("a", 10);
    expect(clock.secondsLeft()).toBe(15 + 2 * 3);
    clock.finished("b", 5);
    clock.finished("b", 5);
    clock.finished("a", 15);
    expect(clock.secondsLeft()).toBe(0);
  });

  test("has nothing of a benchmark that is given up", () => {
    const clock = startClock(
      plan,
      new Map([
        ["a", 3],
        ["b", 2],
      ]),
    );
    clock.finished("a", 20);
    clock.givenUp("a");
    expect(clock.secondsLeft()).toBe(2 * 3);
  });

  test("has nothing of benchmarks of which nothing is left", () => {
    expect(startClock(plan, new Map([["a", 0]])).secondsLeft()).toBe(0);
    const clock = startClock(plan, new Map([["b", 1]]));
    clock.finished("b", 3);
    clock.finished("b", 3);
    expect(clock.secondsLeft()).toBe(0);
  });
});
