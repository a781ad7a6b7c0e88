import { expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseMetadata } from "../../src/results/folder.ts";
import { readSuiteImage } from "../../src/suite_image.ts";
import { UsageError } from "../../src/usage_error.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { emptyRun, metadataOf } from "./example.ts";

const image = {
  name: "vcpu-bench:cpu",
  version: "0.1.0",
  revision: "",
  base: "debian:bookworm-slim",
  baseDigest: "",
};

test("what the image was not told when it was built is not known", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "image.json");
  expect(readSuiteImage(file)).toBeNull();
  await writeFile(file, JSON.stringify(image));
  expect(readSuiteImage(file)).toEqual({ ...image, revision: null, baseDigest: null });
});

test.each(["", "[]", '{"name": ""}'])("a description that is %p is refused in one line", async (text) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "image.json");
  await writeFile(file, text);
  expect(() => readSuiteImage(file)).toThrow(UsageError);
  expect(() => readSuiteImage(file)).toThrow(/^[^\n]*build the image anew\.$/);
});

test("a name alone, as the environment once gave it, is still read", () => {
  const run = { ...emptyRun, suite: { version: "0.1.0", image: "registry/image:tag" } };
  const text = JSON.stringify({ ...metadataOf([emptyRun], {}), runs: [run] });
  expect(parseMetadata(text).runs[0]?.suite.image).toEqual({
    name: "registry/image:tag",
    version: null,
    revision: null,
    base: null,
    baseDigest: null,
  });
});
