import { expect, test } from "bun:test";
import { onlyLine, quoteLine, shownLine } from "../../../src/benchmarks/formats/lines.ts";

test("a quoted line is short and harmless", () => {
  expect(quoteLine("  plain  ")).toBe("'plain'");
  expect(quoteLine("a\tb")).toBe(String.raw`'a\tb'`);
  expect(quoteLine("\u0007\u001B[31mred\u202E")).toBe(String.raw`'\u{7}\u{1b}[31mred\u{202e}'`);
  expect(quoteLine("x".repeat(200))).toBe(`'${"x".repeat(120)}…'`);
});

test("a line shown in a sentence is harmless too, and has room for a sentence", () => {
  const sentence = "cudaMalloc failed: out of memory; end what else uses the GPU (nvidia-smi). "
    .repeat(5)
    .trim();
  expect(shownLine(` ${sentence}\n`)).toBe(sentence);
  expect(shownLine("\u001B]0;title\u0007")).toBe(String.raw`\u{1b}]0;title\u{7}`);
  expect(shownLine("x".repeat(1e6))).toBe(`${"x".repeat(600)}…`);
});

test("the only line is found, and none or two are refused", () => {
  expect(onlyLine(["a: 1", "b: 2"], /^b: (.*)$/, "'b:'")[1]).toBe("2");
  expect(() => onlyLine(["a: 1"], /^b: (.*)$/, "'b:'")).toThrow("the output has no 'b:'");
  expect(() => onlyLine(["b: 1", "b: 2"], /^b: (.*)$/, "'b:'")).toThrow(
    "the output has 'b:' more than once, again in 'b: 2'",
  );
});

test("a long blank line is read in no time", () => {
  const started = performance.now();
  expect(() => onlyLine([" ".repeat(1e6)], /^\s*min:(.*)$/, "'min:'")).toThrow();
  expect(performance.now() - started).toBeLessThan(1000);
});
