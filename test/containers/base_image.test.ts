import { expect, test } from "bun:test";
import { debianRelease } from "./base_image.ts";

test("only Debian's own slim images can be made from its archive", () => {
  expect(debianRelease("debian:bookworm-slim")).toBe("bookworm");
  const others = ["debian:12-slim", "debian:bookworm", "ubuntu:24.04", "example.org/debian:bookworm-slim"];
  expect(others.filter((image) => debianRelease(image) !== null)).toEqual([]);
});
