import { describe, expect, test } from "bun:test";
import { OutputError } from "../../src/benchmarks/benchmark.ts";
import { assertPlacement } from "../../src/benchmarks/placement.ts";
import { twoNodes } from "./machines.ts";

const binding = { cpuNode: 0, memoryNode: 1 };

/** What is said against a placement; null when nothing is. Node 0 has CPUs 0-3 and 8-11. */
function complaint(
  cpus: string,
  pages: readonly (readonly [node: number, pages: number])[] | null,
): string | null {
  try {
    assertPlacement({ cpus, pagesByNode: pages === null ? null : new Map(pages) }, binding, twoNodes);
    return null;
  } catch (error) {
    if (error instanceof OutputError) return error.message;
    throw error;
  }
}

describe("a placement", () => {
  test("as asked is accepted, on all CPUs of the node or some", () => {
    const asked = [
      [0, 0],
      [1, 100],
    ] as const;
    expect(complaint("0-3,8-11", asked)).toBeNull();
    expect(complaint("9", asked)).toBeNull();
  });

  test("with threads that could leave the node contradicts, even by one CPU", () => {
    expect(complaint("0-4", [[1, 100]])).toBe(
      "threads were asked onto node 0 (CPUs 0-3,8-11) but could run on CPUs 0-4",
    );
    expect(complaint("4-7", [[1, 100]])).toContain("but could run on CPUs 4-7");
  });

  test("with one page on another node contradicts", () => {
    const pages = [
      [0, 1],
      [1, 99],
    ] as const;
    expect(complaint("0", pages)).toBe("memory was asked onto node 1 but 1 pages lay on node 0");
  });

  test("that is not known proves nothing", () => {
    expect(complaint("0", null)).toContain("could not be verified");
    expect(() => assertPlacement(null, binding, twoNodes)).toThrow(OutputError);
  });

  test("on a node that the machine does not have contradicts", () => {
    const nowhere = { cpuNode: 7, memoryNode: 1 };
    expect(() => assertPlacement({ cpus: "0", pagesByNode: new Map([[1, 1]]) }, nowhere, twoNodes)).toThrow(
      OutputError,
    );
  });
});
