import { expect, test } from "bun:test";
import { onOneLine } from "../../src/one_line.ts";

test.each([
  ["\u001B[2Jx\n", "\\u001b[2Jx\\u000a"],
  ["a\u2028b\u2029c", "a\\u2028b\\u2029c"],
  // Shown as exe.png, where a terminal follows it.
  ["\u202Egnp.exe", "\\u202egnp.exe"],
  ["\u2066\u2067x\u2069\u200F", "\\u2066\\u2067x\\u2069\\u200f"],
  ["pin-numa, größer, 測試 — ▲", "pin-numa, größer, 測試 — ▲"],
])("%j stays on its line and in its direction", (text, said) => {
  expect(onOneLine(text)).toBe(said);
});
