import { expect, test } from "bun:test";
import { splitBlocks } from "../../../src/benchmarks/formats/blocks.ts";

test("a file without headers is one block", () => {
  expect(splitBlocks("a\nb\n")).toEqual([{ run: null, text: "a\nb\n" }]);
  expect(splitBlocks("")).toEqual([{ run: null, text: "" }]);
});

test("a block a header", () => {
  expect(splitBlocks("# run 1\na\n# run 2\nb\n# run 3\n")).toEqual([
    { run: 1, text: "a\n" },
    { run: 2, text: "b\n" },
    { run: 3, text: "" },
  ]);
});

test("text before the first header is a block unless it is blank", () => {
  expect(splitBlocks("intro\n# run 1\na\n")).toEqual([
    { run: null, text: "intro\n" },
    { run: 1, text: "a\n" },
  ]);
  expect(splitBlocks("\n# run 1\na\n")).toEqual([{ run: 1, text: "a\n" }]);
});

test("line ends of another system, and no end at all", () => {
  expect(splitBlocks("# run 1\r\na\r\n# run 2")).toEqual([
    { run: 1, text: "a\r\n" },
    { run: 2, text: "" },
  ]);
});

test("what only looks like a header", () => {
  expect(splitBlocks("# running 1\n # run 1\n# run x\n# run 1 of 5\n")).toHaveLength(1);
});
