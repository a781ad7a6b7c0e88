import { describe, expect, test } from "bun:test";
import { baselineOf } from "../../src/analysis/baseline.ts";

interface Named {
  readonly config: string;
  readonly startedAt: string | null;
}

function group(...configs: readonly string[]): Named[] {
  return configs.map((config, i) => ({ config, startedAt: `2026-11-${10 + i}T10:00:00.000Z` }));
}

describe("the baseline of a group", () => {
  test("is the one named, whatever else there is", () => {
    expect(baselineOf(group("host", "baseline", "pin"), "pin")?.config).toBe("pin");
  });

  test("is as if none were named where there is none of that name", () => {
    expect(baselineOf(group("pin", "host"), "numa")?.config).toBe("host");
    expect(baselineOf(group("pin", "numa"), "hots")?.config).toBe("pin");
  });

  test.each([
    [["pin", "default", "unpinned", "baseline", "host"], "host"],
    [["pin", "default", "unpinned", "baseline"], "baseline"],
    [["pin", "default", "unpinned"], "unpinned"],
    [["pin", "default"], "default"],
  ])("of %p is %s, though another is older", (configs, name) => {
    expect(baselineOf(group(...configs))?.config).toBe(name);
    expect(baselineOf(group(...configs.toReversed()))?.config).toBe(name);
  });

  test("is none for a name that only begins like a usual one", () => {
    expect(baselineOf(group("a", "host-2", "Host", "unpinned2"))?.config).toBe("a");
  });

  test("is the oldest where none has a usual name", () => {
    const [first, second, third] = group("c", "b", "a");
    expect(baselineOf([second, third, first].flatMap((one) => one ?? []))?.config).toBe("c");
  });

  test("compares times, not how they are written", () => {
    const offset: Named = { config: "later", startedAt: "2026-11-20T09:00:00Z" };
    // 10:30 in a zone two hours ahead is half past eight.
    const ahead: Named = { config: "earlier", startedAt: "2026-11-20T10:30:00+02:00" };
    expect(baselineOf([offset, ahead])?.config).toBe("earlier");
  });

  test("is the first by name of equally old ones", () => {
    const startedAt = "2026-11-20T09:00:00Z";
    const equallyOld = ["b", "a", "c"].map((config) => ({ config, startedAt }));
    expect(baselineOf(equallyOld)?.config).toBe("a");
  });

  test("is one without a time only where no other has one", () => {
    const timeless = ["b", "a"].map((config): Named => ({ config, startedAt: null }));
    expect(baselineOf([...timeless, ...group("z")])?.config).toBe("z");
    expect(baselineOf(timeless)?.config).toBe("a");
    expect(baselineOf([...timeless, { config: "host", startedAt: null }, ...group("z")])?.config).toBe(
      "host",
    );
  });

  test("is the one that there is, and null of none", () => {
    expect(baselineOf(group("pin"))?.config).toBe("pin");
    expect(baselineOf([])).toBeNull();
    expect(baselineOf([], "host")).toBeNull();
  });

  test("leaves the group in its order", () => {
    const given = group("c", "b", "a").toReversed();
    baselineOf(given);
    expect(given.map(({ config }) => config)).toEqual(["a", "b", "c"]);
  });
});
