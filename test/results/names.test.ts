import { expect, test } from "bun:test";
import { checkName } from "../../src/results/names.ts";
import { UsageError } from "../../src/usage_error.ts";

test.each(["host", "pin-numa", "0", "A.b_c-D", "a".repeat(255)])("'%s' is a name", (name) => {
  expect(() => checkName("configuration", name)).not.toThrow();
});

test.each([
  "",
  ".",
  "..",
  "../../etc/x",
  "/etc/x",
  "a/b",
  "a\\b",
  ".hidden",
  "-flag",
  "_x",
  "a b",
  "a\nb",
  "a\n",
  "a\0b",
  "\u001B[2J",
  "é",
  "<b>",
  "a".repeat(256),
])("%j is refused", (name) => {
  expect(() => checkName("configuration", name)).toThrow(UsageError);
});

test("the refusal is one line, quotes the name harmlessly and says what is allowed", () => {
  expect(() => checkName("GPU group", "a\n\u001B[2J")).toThrow(
    String.raw`"a\n\u001b[2J" cannot name a GPU group: use `,
  );
  try {
    checkName("configuration", "/".repeat(10_000));
    expect.unreachable();
  } catch (error) {
    expect(String(error).length).toBeLessThan(300);
  }
});
