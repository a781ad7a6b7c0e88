import { expect, setDefaultTimeout, test } from "bun:test";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCsv } from "../../src/results/csv.ts";
import { ownTreeFolder, twoH200Folder } from "../own_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { patience, run } from "./launch.ts";

setDefaultTimeout(patience);

test("report --baseline compares each group with the configuration of that name, or with its usual one", async () => {
  await using folder = await temporaryFolder();
  await cp(ownTreeFolder, join(folder.path, "results"), { recursive: true });
  for (const place of ["nvidia-h200/other", "nvidia-h100/gpus", "nvidia-h100/host"])
    await cp(twoH200Folder, join(folder.path, "results", place), { recursive: true });
  const args = ["report", "--baseline", "other", "-o", "a.csv", "-o", "a.html"];
  expect(await run(args, { cwd: folder.path })).toMatchObject({ exitCode: 0, stdout: "" });

  const { rows } = parseCsv(await readFile(join(folder.path, "a.csv"), "utf8"));
  const baselines = new Set(
    rows.map(({ cells: { gpu, config, baseline } }) => `${gpu} ${config}: ${baseline}`),
  );
  expect(Array.from(baselines).toSorted()).toEqual([
    "nvidia-h100 gpus: host",
    "nvidia-h100 host: ",
    "nvidia-h200 gpus: other",
    "nvidia-h200 other: ",
  ]);
  const page = await readFile(join(folder.path, "a.html"), "utf8");
  expect(page).toContain(
    "None of these is named other. Compared with <strong><bdi>host</bdi></strong>, chosen for its name.",
  );
  expect(page).toContain("Compared with <strong><bdi>other</bdi></strong>, as asked for.");
});
