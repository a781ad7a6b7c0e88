import { expect, test } from "bun:test";
import { formatDuration } from "../../src/runner/duration.ts";

test.each([
  [0, "0:00"],
  [-5, "0:00"],
  [7.4, "0:07"],
  [59.5, "1:00"],
  [185, "3:05"],
  [3599.6, "1:00:00"],
  [3729, "1:02:09"],
  [100 * 3600 + 59, "100:00:59"],
] as const)("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
