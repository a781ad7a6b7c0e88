import { describe, expect, test } from "bun:test";
import { briefEntry, wholeEntry } from "../../../src/report/view/tip.ts";
import { regionOf } from "../../../src/report/view/region_words.ts";
import type { OwnedSeries } from "../../../src/report/view/chart_series.ts";
import { madeUpGroup } from "./made_up_members.ts";

const { members } = madeUpGroup(3);

function figure(place: number, metric: string, at: Readonly<Record<string, string | number>>): OwnedSeries {
  const member = members[place];
  const series = member?.series.find(
    (own) => own.metric === metric && Object.entries(at).every(([name, value]) => own.at[name] === value),
  );
  if (member === undefined || series === undefined) throw new Error(`no ${metric}`);
  return { member, series };
}

const [base, other] = [0, 1].map((place) =>
  figure(place, "mem-latency.load", { size: 2 ** 29, pages: "base" }),
);

describe("a tip", () => {
  test("has the value with its unit, interval, rounds and tool", () => {
    const own = figure(0, "cpu-single.rate", {});
    const { name, value, lines, verdicts } = wholeEntry({ ...own, label: "host" });
    expect(name).toBe("host");
    expect(value).toMatch(/^1,\d{3} events\/s$/);
    expect(lines[0]).toMatch(/^95 % interval 1,\d{3}–1,\d{3} · 10 rounds$/);
    expect(lines.slice(1)).toEqual(["sysbench cpu, primes up to 10,000", "baseline"]);
    expect(verdicts).toEqual([]);
  });

  test("says that one round has no interval", () => {
    const own = figure(0, "cpu-single.rate", {});
    const once = { ...own, label: "host", series: { ...own.series, values: [1200] } };
    expect(wholeEntry(once).lines[0]).toBe("one round");
  });

  test("has the verdict on a point and on the part of the curve that it lies in", () => {
    if (other === undefined) throw new Error("no point");
    const { verdicts } = wholeEntry({ ...other, label: "other" });
    expect(verdicts.map(({ text }) => text.replace(/[\d.]+/g, "N"))).toEqual([
      expect.stringMatching(/^. N % of host \(N to N\) \w+$/),
      expect.stringMatching(/^DRAM: . N % of host \(N to N\) \w+$/),
    ]);
  });

  test("has what the all-reduce went through", () => {
    const own = figure(1, "nccl.busbw", { size: 2 ** 30 });
    const { lines } = wholeEntry({ ...own, label: "other" });
    expect(lines.join("; ")).toContain("algorithm");
  });

  test("of what is only beside it is the value alone", () => {
    if (base === undefined) throw new Error("no point");
    const { lines, verdicts, value } = briefEntry({ ...base, label: "host, pages: base" });
    expect([lines, verdicts]).toEqual([[], []]);
    expect(value).toEndWith(" ns");
  });
});

test("a region reaches from its smallest to its largest point, and the baseline has none", () => {
  if (base === undefined || other === undefined) throw new Error("no point");
  const region = regionOf(other.member, other.series);
  expect(region?.name).toBe("DRAM");
  expect(region?.sizes?.[1]).toBe(2 ** 29);
  expect(regionOf(base.member, base.series)).toBeNull();
});
