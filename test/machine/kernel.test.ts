import { expect, test } from "bun:test";
import { readKernel } from "../../src/machine/kernel.ts";
import { twoNodeGuest } from "./captured.ts";
import { treeFiles } from "./file_tree.ts";

test("kernel, boot and clock (captured)", () => {
  expect(readKernel(treeFiles(twoNodeGuest))).toEqual({
    kernel: {
      release: twoNodeGuest["/proc/sys/kernel/osrelease"]?.trim() ?? null,
      commandLine: twoNodeGuest["/proc/cmdline"]?.trim() ?? null,
    },
    bootId: twoNodeGuest["/proc/sys/kernel/random/boot_id"]?.trim() ?? null,
    clockSource: "tsc",
  });
});

test("what is not said is null", () => {
  expect(
    readKernel(treeFiles({ "/proc/cmdline": "\n", "/proc/sys/kernel/random/boot_id": "none\n" })),
  ).toEqual({
    kernel: { release: null, commandLine: null },
    bootId: null,
    clockSource: null,
  });
});
