import { expect, test } from "bun:test";
import { compareAddresses, kernelAddress } from "../../../src/machine/gpus/pci_address.ts";

test.each([
  ["00000000:00:06.0", "0000:00:06.0"],
  ["0000:C1:00.0", "0000:c1:00.0"],
  ["00010001:1B:00.7", "10001:1b:00.7"],
])("%s is %s", (text, address) => {
  expect(kernelAddress(text)).toBe(address);
});

test.each(["", "00:06.0", "00000000:00:06", "0000:00:06.8", "0000:00:06.0 ", "GPU-0000:00:06.0", "[N/A]"])(
  "%j is no address",
  (text) => {
    expect(kernelAddress(text)).toBeNull();
  },
);

test("addresses are ordered as numbers, domains first, unknown ones last", () => {
  const sorted = ["0000:00:06.0", "0000:1b:00.0", "0000:c1:00.0", "0001:00:00.0", "10000:00:00.0", null];
  expect(sorted.toReversed().toSorted(compareAddresses)).toEqual(sorted);
});
