import { describe, expect, test } from "bun:test";
import { bytesOf, printable } from "../../../src/report/packed/printable.ts";
import { seededRandom } from "../seeded_random.ts";

function someBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(256 * random()));
}

describe("bytes in a page", () => {
  test("come out as they went in, whatever their number", () => {
    for (let length = 0; length < 300; length += 1) {
      const bytes = someBytes(length, length + 1);
      expect(bytesOf(printable(bytes))).toEqual(bytes);
    }
  });

  test.each([0x00, 0xff, 0x80, 0x01])("come out where all are %d, which is as far as digits go", (byte) => {
    for (let length = 0; length < 40; length += 1) {
      const bytes = new Uint8Array(length).fill(byte);
      expect(bytesOf(printable(bytes))).toEqual(bytes);
    }
  });

  test("are characters that end nothing and need no other bytes than themselves", () => {
    const text = printable(someBytes(100_000, 7));
    expect(text).toMatch(/^[!-~]+$/);
    expect(text).not.toMatch(/[&<"]/);
  });

  test("take a quarter more room at most", () => {
    expect(printable(someBytes(26_000, 3)).length / 26_000).toBeLessThan(1.2309);
  });
});
