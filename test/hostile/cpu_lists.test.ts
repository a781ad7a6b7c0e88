import { expect, test } from "bun:test";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderReport, type ReportInput } from "../../src/report/index.ts";
import { readTree } from "../../src/results/read_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const captured = join(import.meta.dir, "../fixtures/captured/nvidia-h100-80gb-hbm3/four-cpus");

test("what is no list of CPUs is told of, and the rest is shown", async () => {
  await using folder = await temporaryFolder();
  await cp(captured, join(folder.path, "gpu", "sound"), { recursive: true });
  const hostile = ["nonsense", "0-99999999", "5-1", "-1"];
  for (const [place, list] of hostile.entries()) {
    const directory = join(folder.path, "gpu", `hostile-${place}`);
    await cp(captured, directory, { recursive: true });
    const file = join(directory, "metadata.json");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/"allowed": ?"[^"]*"/, `"allowed": "${list}"`));
  }
  const tree = await readTree(folder.path);
  expect(tree.configurations.map(({ config }) => config)).toEqual(["sound"]);
  expect(tree.problems).toHaveLength(hostile.length);
  for (const { because } of tree.problems) expect(because).toEndWith("it is not a list of CPUs");
  const input: ReportInput = { tree, catalogue: [], baseline: null, version: "0", generatedAt: new Date(0) };
  for (const kind of ["json", "csv", "md"] as const)
    expect(await renderReport(kind, input)).toContain("sound");
});
