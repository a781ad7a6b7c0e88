import { expect, test } from "bun:test";
import { imagePackage } from "./guest_kernel.ts";

test("the kernel is what the metapackage depends on", () => {
  expect(imagePackage("linux-image-cloud-amd64\n  Depends: linux-image-6.1.0-56-cloud-amd64\n")).toBe(
    "linux-image-6.1.0-56-cloud-amd64",
  );
});

test("a suite without the metapackage has none", () => {
  expect(imagePackage("")).toBeUndefined();
});
