import { expect, test } from "bun:test";
import { filterRows } from "../../../src/report/page/filter_rows.ts";

const rows = [
  { config: "host", gpu: "nvidia-h200" },
  { config: "Pin-NUMA", gpu: "nvidia-h200" },
  { config: "host", gpu: "no-gpu" },
];

test("an empty filter leaves all rows, in their order", () => {
  expect(filterRows(rows, { words: "", gpu: "" })).toEqual(rows);
  expect(filterRows(rows, { words: "  ", gpu: "" })).toEqual(rows);
});

test("words are found in the names of configuration and GPU, in any order and case", () => {
  expect(filterRows(rows, { words: "numa", gpu: "" })).toEqual(rows.slice(1, 2));
  expect(filterRows(rows, { words: "H200 pin", gpu: "" })).toEqual(rows.slice(1, 2));
  expect(filterRows(rows, { words: "host", gpu: "" })).toEqual(rows.filter((_, i) => i !== 1));
  expect(filterRows(rows, { words: "host pin", gpu: "" })).toEqual([]);
});

test("a GPU is taken as a whole name", () => {
  expect(filterRows(rows, { words: "host", gpu: "no-gpu" })).toEqual(rows.slice(2));
  expect(filterRows(rows, { words: "", gpu: "nvidia" })).toEqual([]);
});
