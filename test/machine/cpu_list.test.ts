import { describe, expect, test } from "bun:test";
import { formatCpuList, parseCpuList } from "../../src/machine/cpu_list.ts";

describe("parseCpuList", () => {
  test.each([
    ["0-3,8\n", [0, 1, 2, 3, 8]],
    ["5", [5]],
    ["", []],
    [" \n", []],
  ])("reads %j", (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus);
  });

  test.each(["all", "3-1", "0,,2", "-1", "0-99999999999", "0x3", "0-3/2"])("refuses %j by name", (text) => {
    expect(() => parseCpuList(text)).toThrow(RangeError);
    expect(() => parseCpuList(text)).toThrow(`'${text}'`);
  });
});

test("a list of more CPUs than there can be is refused before it takes up memory", () => {
  expect(parseCpuList("0-65535")).toHaveLength(65_536);
  const repeated = Array.from({ length: 100_000 }, () => "0-65535").join(",");
  expect(() => parseCpuList(repeated)).toThrow(RangeError);
  expect(() => parseCpuList("0-65535,0")).toThrow("'0-65535,0' is not a list of CPUs");
});

test("formatCpuList is the inverse of parseCpuList", () => {
  for (const text of ["", "0", "0-3,8", "0-1,3,5-7,64-127"])
    expect(formatCpuList(parseCpuList(text))).toBe(text);
});

test("formatCpuList sorts and folds what touches", () => {
  expect(formatCpuList([8, 1, 0, 2, 2])).toBe("0-2,8");
});
