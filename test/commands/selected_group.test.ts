import { describe, expect, test } from "bun:test";
import { selectGroup } from "../../src/commands/selected_group.ts";
import type { ReadingProblem, ResultTree } from "../../src/results/configuration.ts";
import { UsageError } from "../../src/usage_error.ts";
import { bareConfiguration } from "../report/fake_catalogue.ts";

/** A tree of configurations that are called `group/name`. */
function treeOf(places: readonly string[], problems: readonly ReadingProblem[] = []): ResultTree {
  const configurations = places.map((place) => {
    const [gpu = "", config = ""] = place.split("/");
    return bareConfiguration({ gpu, config, directory: `results/${place}`, samples: [] });
  });
  return { configurations, problems };
}

const tree = treeOf(["h100/host", "h100/pin", "h200/host", "h200/numa", "h200/pin", "none/demo"]);

function placesOf(names: readonly string[], gpu?: string): { group: string; named: string[]; all: string[] } {
  const found = selectGroup(tree, "results", names, gpu);
  const places = (configurations: typeof found.named): string[] =>
    configurations.map((configuration) => `${configuration.gpu}/${configuration.config}`);
  return { group: found.gpu, named: places(found.named), all: places(found.all) };
}

/** What is said against some names; null when nothing is. */
function complaint(names: readonly string[], gpu?: string, of = tree): string | null {
  try {
    selectGroup(of, "results", names, gpu);
    return null;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe("the group of some names", () => {
  test("is the only one that has them all, though others have some", () => {
    expect(placesOf(["host", "numa"])).toEqual({
      group: "h200",
      named: ["h200/host", "h200/numa"],
      all: ["h200/host", "h200/numa", "h200/pin"],
    });
  });

  test("gives its configurations in the order in which they were named", () => {
    expect(placesOf(["pin", "numa", "host"]).named).toEqual(["h200/pin", "h200/numa", "h200/host"]);
    expect(placesOf(["numa", "host", "pin"]).named).toEqual(["h200/numa", "h200/host", "h200/pin"]);
  });

  test("is the one that a person names where several have them", () => {
    expect(placesOf(["host", "pin"], "h100")).toEqual({
      group: "h100",
      named: ["h100/host", "h100/pin"],
      all: ["h100/host", "h100/pin"],
    });
    expect(placesOf(["host", "pin"], "h200").named).toEqual(["h200/host", "h200/pin"]);
  });

  test("has to be named where several have them", () => {
    expect(complaint(["host", "pin"])).toBe(
      "host and pin are in the GPU groups h100, h200: name one with --gpu.",
    );
  });

  test("is not there when no group has all of them, and the message says where each is", () => {
    expect(complaint(["host", "demo"])).toBe(
      "host is in h100 and h200, demo is in none: only configurations of one GPU group are compared.",
    );
  });

  test("that is named has to have them itself", () => {
    expect(complaint(["host", "numa"], "h100")).toBe(
      "results/h100 has no configuration 'numa': it has host, pin.",
    );
  });

  test("that is unknown is refused with the closest", () => {
    expect(complaint(["host", "pin"], "h20")).toBe(
      "results has no GPU group 'h20' (did you mean h200?): it has h100, h200, none.",
    );
    expect(complaint(["host", "pin"], "toString")).toStartWith("results has no GPU group 'toString'");
    expect(complaint(["host", "pin"], "h200", treeOf([]))).toBe(
      "results has no GPU group 'h200': it has none.",
    );
  });
});

describe("a name", () => {
  test("that is unknown is refused with the closest, and with all that there are", () => {
    expect(complaint(["host", "pln"])).toBe(
      "results has no configuration 'pln' (did you mean pin?): it has host, pin, numa, demo.",
    );
    expect(complaint(["hots", "pin"], "h100")).toBe(
      "results/h100 has no configuration 'hots' (did you mean host?): it has host, pin.",
    );
  });

  test("that is unknown where nothing is", () => {
    expect(complaint(["host", "pin"], undefined, treeOf([]))).toBe(
      "results has no configuration 'host': it has none.",
    );
  });

  test("is not answered with a long list", () => {
    const many = Array.from({ length: 13 }, (_, i) => `g/c${i}`);
    const few = treeOf(many.slice(0, 12));
    expect(complaint(["host", "x"], undefined, treeOf(many))).toBe(
      "results has no configuration 'host': it has 13 configurations.",
    );
    expect(complaint(["host", "x"], undefined, few)).toEndWith(
      "it has c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11.",
    );
  });

  test("may not come twice", () => {
    expect(complaint(["host", "pin", "host"])).toBe("compare names host twice.");
    expect(complaint(["nothing", "nothing"])).toBe("compare names nothing twice.");
  });
});

describe("a name whose folder could not be read", () => {
  const because = "it is of schema 3";

  test.each([
    "results/h200/new/metadata.json",
    "results/h200/new",
    "results/new/metadata.json",
    "results/new",
  ])("at %s is answered with why", (path) => {
    const unreadable = treeOf(["h200/host"], [{ path, because }]);
    expect(complaint(["host", "new"], undefined, unreadable)).toBe(
      `new cannot be compared: ${path} is left out: it is of schema 3.`,
    );
  });

  test("is taken from the group that is named", () => {
    const paths = ["results/h100/new/metadata.json", "results/h200/new/metadata.json"];
    const unreadable = treeOf(
      ["h100/host", "h200/host", "none/demo"],
      paths.map((path) => ({ path, because })),
    );
    expect(complaint(["host", "new"], "h200", unreadable)).toContain("results/h200/new/metadata.json");
    expect(complaint(["demo", "new"], "none", unreadable)).toBe(
      "results/none has no configuration 'new': it has demo.",
    );
  });

  test.each(["results", "h200", "metadata.json"])(
    "is not taken for %s, which lies on the way to it",
    (name) => {
      const unreadable = treeOf(["h200/host"], [{ path: "results/h200/new/metadata.json", because }]);
      expect(complaint(["host", name], undefined, unreadable)).toBe(
        `results has no configuration '${name}': it has host.`,
      );
    },
  );

  test("does not matter to the others", () => {
    const partly = treeOf(["h200/host", "h200/pin"], [{ path: "results/h200/pin/samples.csv", because }]);
    expect(complaint(["host", "pin"], undefined, partly)).toBeNull();
  });
});
