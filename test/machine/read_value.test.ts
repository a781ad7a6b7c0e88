import { expect, test } from "bun:test";
import { parseInteger, readCount, readCpuList, readLine } from "../../src/machine/read_value.ts";
import { treeFiles } from "./file_tree.ts";

const holding = (text: string) => treeFiles({ "/f": text });

test.each([
  ["always on\n", "always on"],
  ["\n", null],
  ["two\nlines\n", null],
  ["bin\0ary", null],
])("readLine of %j is %j", (text, line) => {
  expect(readLine(holding(text), "/f")).toBe(line);
});

test.each([
  ["12", 12],
  ["-1", -1],
  ["-0", 0],
  ["1.5", null],
  ["0x10", null],
  ["1e3", null],
  ["", null],
  ["9007199254740993", null],
])("parseInteger of %j is %p", (text, value) => {
  expect(parseInteger(text)).toBe(value);
});

test("readCount takes no negative number", () => {
  expect(readCount(holding("-1\n"), "/f")).toBeNull();
});

test("readCpuList sorts and drops what comes twice", () => {
  expect(readCpuList(holding("8,0-2,1\n"), "/f")).toEqual([0, 1, 2, 8]);
  expect(readCpuList(holding("all\n"), "/f")).toBeNull();
  expect(readCpuList(holding(""), "/g")).toBeNull();
});
