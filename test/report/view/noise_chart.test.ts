import { describe, expect, test } from "bun:test";
import { noiseLimits } from "../../../src/analysis/noisy_trials.ts";
import { chartsOf } from "../../../src/report/view/charts.ts";
import { madeUpGroup } from "./made_up_members.ts";

const { members, chart } = madeUpGroup(3);
const other = chart("Noise over time: other load");

describe("noise over time", () => {
  test("has a point a trial and configuration, and the limit of noisy trials", () => {
    const data = other.contentOf(members)?.data;
    if (data?.kind !== "time") throw new Error("no chart over time");
    expect(data.limitPercent).toBe(100 * noiseLimits.otherLoad);
    expect(data.lines.map(({ member }) => member.config)).toEqual(members.map(({ config }) => config));
    for (const { member, points } of data.lines) expect(points).toHaveLength(member.noise.length);
  });

  test("is a table with the benchmark and round of each point", () => {
    const table = other.contentOf(members.slice(0, 1))?.table;
    expect(table?.columns.map(({ label }) => label)).toEqual([
      "config",
      "from the start",
      "benchmark",
      "round",
      "share",
    ]);
    expect(table?.rows[0]?.slice(0, 4).map(({ text }) => text)).toEqual([
      "host",
      "0.0",
      "cpu-single",
      "round 1",
    ]);
  });

  test("says in words who was disturbed and how often", () => {
    expect(other.contentOf(members.slice(0, 1))?.told).toBe(
      "Above the limit of 2 %: host in 10 of 70 trials.",
    );
    expect(chart("Noise over time: waiting for a CPU").contentOf(members)?.told).toBe(
      "Above the limit of 10 %: none.",
    );
  });

  test("tells runs apart where there are several", () => {
    const [host] = members;
    if (host === undefined) throw new Error("there is no host");
    const appended = {
      ...host,
      noise: [1, 2].flatMap((run) => host.noise.slice(0, 1).map((point) => ({ ...point, run }))),
    };
    expect(other.contentOf([appended])?.table.rows.map((row) => row[3]?.text)).toEqual([
      "run 1, round 1",
      "run 2, round 1",
    ]);
  });

  test("is left out where the machine does not say", () => {
    const silent = members.map((member) => ({
      ...member,
      noise: member.noise.map((point) => ({ ...point, stealPercent: null })),
    }));
    const titles = chartsOf([], silent, "gpu-1").map(({ title }) => title);
    expect(titles).toEqual(["Noise over time: other load", "Noise over time: waiting for a CPU"]);
    expect(chartsOf([], [], "gpu-1")).toEqual([]);
  });
});
