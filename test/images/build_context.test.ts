import { expect, test } from "bun:test";
import { buildContext } from "./build_context.ts";

test("the last pattern that fits a path, or a folder above it, decides", () => {
  const has = buildContext("# ours\n*\n!kernels\n!Dockerfile.*\nkernels/build\n");
  const given = ["kernels", "kernels/cpu/stream.c", "Dockerfile.cpu", "kernels/builder.c"];
  expect(given.filter((path) => !has(path))).toEqual([]);
  const withheld = [".git", ".git/config", "results/no-gpu", "kernels/build/stream", "Dockerfile", "kernel"];
  expect(withheld.filter(has)).toEqual([]);
});

test("without patterns everything is given", () => {
  expect(buildContext("\n")(".git/config")).toBe(true);
});
