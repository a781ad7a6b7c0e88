import { expect, test } from "bun:test";
import { descendantsOfFirst, parseStatuses } from "./processes.ts";

const statuses = parseStatuses(
  ["1 0 docker-init", "7 1 bun", "9 7 sysbench", "11 0 find", "12 11 cat"]
    .map((line) => line.split(" "))
    .map(
      ([pid, parent, name]) => `Name:\t${name}\nPid:\t${pid}\nPPid:\t${parent}\nCapEff:\t0000000000800000\n`,
    )
    .join(""),
);

test("what a container runs is what its first process has started, and not who looks", () => {
  const names = descendantsOfFirst(statuses).map((status) => status.get("Name"));
  expect(names).toEqual(["bun", "sysbench"]);
  expect(statuses[0]?.get("CapEff")).toBe("0000000000800000");
});
