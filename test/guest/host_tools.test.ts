import { expect, test } from "bun:test";
import { assertHostTools, guestPackages } from "./host_tools.ts";

test("missing tools are named with the packages that have them", () => {
  const hasAllBut = (missing: readonly string[]) => (program: string) =>
    missing.includes(program) ? null : program;
  expect(() => assertHostTools(hasAllBut([]))).not.toThrow();
  expect(() => assertHostTools(hasAllBut(["debootstrap", "setpriv", "unshare"]))).toThrow(
    "the emulated guest needs debootstrap, setpriv, unshare, not found on PATH: apt-get install debootstrap util-linux",
  );
});

test("each package is listed once", () => {
  expect(guestPackages).toEqual([...new Set(guestPackages)]);
  expect(guestPackages).toContain("qemu-system-x86");
});
