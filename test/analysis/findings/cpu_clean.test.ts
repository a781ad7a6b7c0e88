import { describe, expect, test } from "bun:test";
import { readOwnTree } from "../../own_tree.ts";
import { madeUpOlder } from "../../report/made_up_older.ts";
import { guest, host, measured, withNoise } from "./cpu_machines.ts";
import { cpuRules, told } from "./cpu_rules.ts";

const { configuration: own } = await readOwnTree();

describe("no rule about CPUs and memory finds anything", () => {
  test("in a real run", () => {
    expect(own.runs.flatMap(({ trials }) => trials).length).toBeGreaterThan(5);
    expect(told(own)).toEqual([]);
    expect(told({ ...own, config: "again" }, [own])).toEqual([]);
  });

  test.each([
    ["a guest with one node", guest()],
    ["a guest with two vCPUs", guest(1, 2)],
    ["a guest as large as a node of its host", guest(1, 32)],
    ["a host with two nodes, which cost what they cost", host()],
  ])("in %s, whose rounds wander as real ones do", (_, machine) => {
    const beside = measured(host(), { config: "host", seed: 2 });
    const of = withNoise(measured(machine, { wander: 0.02 }), () => ({
      stealSeconds: 0.1,
      otherCpuSeconds: 0.1,
    }));
    expect(told(of)).toEqual([]);
    expect(told(of, [beside])).toEqual([]);
  });

  test("where nothing is known of the machine, or nothing was measured", () => {
    expect(told(madeUpOlder("g", "older", 1))).toEqual([]);
    expect(told({ ...measured(guest()), samples: [] })).toEqual([]);
  });
});

test("each rule has its own kebab-case id", () => {
  const ids = cpuRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
