import { describe, expect, test } from "bun:test";
import type { Coordinates } from "../../../src/benchmarks/metric.ts";
import { figureWords } from "../../../src/report/comparison/figure_words.ts";
import { comparison, judged, withGpu } from "./made_up_comparison.ts";

function wordsAt(at: Coordinates): string {
  return figureWords(judged({ at }));
}

describe("a figure", () => {
  test.each([
    [{}, "Catches"],
    [{ kernel: "triad" }, "Catches, triad"],
    [{ gpu: 0 }, "Catches, GPU 0"],
    [{ percentile: 95 }, "Catches, percentile 95"],
    [{ pages: "base" }, "Catches, pages: base"],
    [{ size: 65_536 }, "Catches, size 64 KiB"],
    [{ place: "in", transport: "P2P/NVLink" }, "Catches, in place, P2P/NVLink"],
    [{ cpuNode: 0, memoryNode: 1 }, "Catches, cpu node 0, memory node 1"],
  ])("at %j is called '%s'", (at, words) => {
    expect(wordsAt(at)).toBe(words);
  });

  test("has its region first, and by its own name", () => {
    expect(wordsAt({ pages: "base", region: "DRAM" })).toBe("Catches, DRAM, pages: base");
    expect(wordsAt({ place: "out", transport: "SHM", region: "small messages" })).toBe(
      "Catches, small messages, out of place, SHM",
    );
  });

  test("is not said to have the sizes that both sides share anyway", () => {
    expect(wordsAt({ kernel: "triad", elements: 80_000_000 })).toBe("Catches, triad");
    expect(wordsAt({ ranks: 8, transport: "SHM", largest: 2 ** 30 })).toBe("Catches, SHM");
  });

  test("has a name of its own among all of a comparison", () => {
    const { judged: figures } = comparison(withGpu("a"), withGpu("b"));
    const names = figures.map((figure) => `${figure.metric.id} ${figureWords(figure)}`);
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names).size).toBe(names.length);
  });
});
