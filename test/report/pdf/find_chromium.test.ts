import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { findChromium } from "../../../src/report/pdf/find_chromium.ts";
import { UsageError } from "../../../src/usage_error.ts";
import { fakeProgram } from "../../e2e/fake_program.ts";
import { temporaryFolder } from "../../temporary_folder.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (...names: string[]): string => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder();
  await fakeProgram(inFolder("all"), "google-chrome", "exit 0");
  await fakeProgram(inFolder("all"), "chromium-headless-shell", "exit 0");
  await fakeProgram(inFolder("all"), "chromium", "exit 0");
  await fakeProgram(inFolder("two"), "google-chrome", "exit 0");
  await fakeProgram(inFolder("two"), "chromium-headless-shell", "exit 0");
  await fakeProgram(inFolder("one"), "google-chrome", "exit 0");
  await mkdir(inFolder("none"));
  await writeFile(inFolder("none", "chromium"), "not executable");
});
afterAll(() => folder[Symbol.asyncDispose]());

describe("the Chromium on the PATH", () => {
  test.each([
    ["all", "chromium"],
    ["two", "chromium-headless-shell"],
    ["one", "google-chrome"],
  ])("of the folder '%s' is %s", (at, name) => {
    expect(findChromium({ PATH: inFolder(at) })).toBe(inFolder(at, name));
  });

  test("is preferred by its name, not by the order of the folders", () => {
    const PATH = [inFolder("none"), inFolder("one"), inFolder("all")].join(delimiter);
    expect(findChromium({ PATH })).toBe(inFolder("all", "chromium"));
  });

  test("is none: one sentence says how to get one", () => {
    for (const environment of [{ PATH: inFolder("none") }, { PATH: "" }, {}]) {
      const find = (): string => findChromium(environment);
      expect(find).toThrow(UsageError);
      expect(find).toThrow("apt-get install chromium");
      expect(find).toThrow("docker compose run --rm report.");
    }
  });
});

describe("the Chromium that CHROMIUM names", () => {
  test("is taken before any on the PATH", () => {
    const CHROMIUM = inFolder("one", "google-chrome");
    expect(findChromium({ CHROMIUM, PATH: inFolder("all") })).toBe(CHROMIUM);
  });

  test.each(["missing", "none", "none/chromium"])("is not replaced by another when it is %s", (name) => {
    const CHROMIUM = inFolder(name);
    const find = (): string => findChromium({ CHROMIUM, PATH: inFolder("all") });
    expect(find).toThrow(UsageError);
    expect(find).toThrow(`CHROMIUM names ${CHROMIUM}, which is no program`);
  });

  test("is none when the variable is empty", () => {
    expect(findChromium({ CHROMIUM: "", PATH: inFolder("all") })).toBe(inFolder("all", "chromium"));
  });
});
