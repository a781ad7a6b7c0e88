import { describe, expect, test } from "bun:test";
import { buildPage } from "../../src/report/model.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { bareConfiguration, fakeCatalogue, rounds } from "./fake_catalogue.ts";

/** Configs whose number in the table on top is marked as the best of its group. */
function bestOf(configurations: readonly Configuration[], better: "higher" | "lower" = "higher"): string[] {
  const page = buildPage({
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue.map((entry) => ({
      ...entry,
      metrics: entry.metrics.map((metric) => ({ ...metric, better })),
    })),
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
  });
  return page.table.lines.flatMap(({ gpu, member, figures }) =>
    figures[0]?.isBest === true ? `${gpu} ${member.config}` : [],
  );
}

const clubs = { object: "clubs" };

function juggler(
  gpu: string,
  config: string,
  value: number,
  more: Partial<Configuration> = {},
): Configuration {
  return bareConfiguration({ gpu, config, samples: rounds("juggling.rate", clubs, [value, value]), ...more });
}

describe("the best number of a GPU group", () => {
  const two = [juggler("a", "x", 1), juggler("a", "y", 2), juggler("b", "x", 9), juggler("b", "y", 8)];

  test("is the highest of its own group, or the lowest where lower is better", () => {
    expect(bestOf(two)).toEqual(["a y", "b x"]);
    expect(bestOf(two, "lower")).toEqual(["a x", "b y"]);
  });

  test("is none where there is nothing to be better than", () => {
    expect(bestOf([juggler("a", "x", 1), juggler("b", "y", 2)])).toEqual([]);
    expect(bestOf([juggler("a", "x", 1), juggler("a", "y", 1)])).toEqual([]);
  });

  test("is no smoke run and none of the older tool", () => {
    const smoke = juggler("a", "z", 3, { profile: "smoke" });
    const older = juggler("a", "o", 4, { source: "older", profile: null });
    expect(bestOf([...two, smoke, older])).toEqual(["a y", "b x"]);
    expect(bestOf([juggler("a", "x", 1), smoke])).toEqual([]);
  });

  test("is among numbers of one tool and place: of unlike ones, those that most have", () => {
    const other = juggler("a", "t", 5, { samples: rounds("juggling.rate", clubs, [5, 5], "machine") });
    const farther = juggler("a", "f", 6, {
      samples: rounds("juggling.rate", { ...clubs, height: 3 }, [6, 6]),
    });
    expect(bestOf([...two, other, farther])).toEqual(["a y", "b x"]);
    expect(bestOf([juggler("a", "x", 1), other])).toEqual([]);
  });

  test("may be several that are equal", () => {
    expect(bestOf([...two, juggler("a", "z", 2)])).toEqual(["a y", "a z", "b x"]);
  });
});
