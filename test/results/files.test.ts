import { describe, expect, test } from "bun:test";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appendAfter, writeAtomically } from "../../src/results/files.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";

describe("writeAtomically", () => {
  test("writes a file anew or over the old one, and leaves nothing beside it", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.txt");
    await writeAtomically(path, "a long first text");
    await writeAtomically(path, "µ");
    expect(await readFile(path, "utf8")).toBe("µ");
    expect(await readdir(folder.path)).toEqual(["a.txt"]);
  });

  test("writes bytes as they are", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.pdf");
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    await writeAtomically(path, bytes);
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
  });

  test("is not stopped by what a killed attempt left", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, ".a.txt.new"), "much more of a text that was never finished");
    await writeAtomically(join(folder.path, "a.txt"), "new");
    expect(await readFile(join(folder.path, "a.txt"), "utf8")).toBe("new");
    expect(await readdir(folder.path)).toEqual(["a.txt"]);
  });

  test("keeps the old text when the new one cannot be written", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.txt");
    await writeFile(path, "old");
    await mkdir(join(folder.path, ".a.txt.new"));
    expect(await settled(writeAtomically(path, "new"))).toThrow();
    expect(await readFile(path, "utf8")).toBe("old");
  });
});

describe("appendAfter", () => {
  test("begins a file, goes on behind it, and counts bytes", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.txt");
    expect(await appendAfter(path, 0, "µs\n")).toBe(4);
    expect(await appendAfter(path, 4, "more\n")).toBe(9);
    expect(await readFile(path, "utf8")).toBe("µs\nmore\n");
  });

  test("cuts off what lies behind the given length", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.txt");
    await writeFile(path, "kept\nhalf a tri");
    expect(await appendAfter(path, 5, "whole\n")).toBe(11);
    expect(await readFile(path, "utf8")).toBe("kept\nwhole\n");
  });
});
