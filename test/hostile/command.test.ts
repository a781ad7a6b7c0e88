import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { faultsOf } from "./checks.ts";
import { bytesOf, type Folder, writeFolder } from "./folder.ts";
import { seedsOfEveryMutation } from "./mutations.ts";
import { namePayloads } from "./payloads.ts";
import { report } from "./reported.ts";
import { writeSeededTree } from "./trees.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const main = join(import.meta.dir, "../../src/main.ts");
const kinds = ["html", "md", "csv", "json"] as const;

/** What the program says and leaves when a person starts it. */
async function started(
  root: string,
  parent: string,
): Promise<{ exitCode: number; stderr: string; files: string[] }> {
  const outputs = kinds.flatMap((kind) => ["-o", join(parent, `report.${kind}`)]);
  const child = Bun.spawn([process.execPath, main, "report", root, ...outputs], {
    stdout: "ignore",
    stderr: "pipe",
    env: { ...process.env, NO_COLOR: "1" },
  });
  const [stderr, exitCode] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  const files =
    exitCode === 0
      ? await Promise.all(kinds.map((kind) => readFile(join(parent, `report.${kind}`), "utf8")))
      : [];
  return { exitCode, stderr, files };
}

/** A line of stderr with what was made visible in it as it was. */
function unquoted(line: string): string {
  return line.replaceAll(/\\u([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

async function expectTold(root: string, parent: string): Promise<void> {
  const { exitCode, stderr, files } = await started(root, parent);
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stderr).not.toMatch(/[^\n\P{Cc}]/u);
  // Neither may a terminal turn round or break what it shows.
  expect(stderr).not.toMatch(/[\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
  expect(stderr).not.toMatch(/^ +at .*:\d+:\d+\)?$/m);
  const lines = stderr.split("\n");
  // A name may itself look like something that was made visible.
  const said = [...lines, ...lines.map(unquoted)];
  const { problems, configurations } = await report(root);
  for (const { path } of problems)
    expect(said.some((line) => line.includes(`${path.toWellFormed()} is left out`)) ? "" : path).toBe("");
  const [html = "", md = "", csv = "", json = ""] = files;
  expect(await faultsOf({ html, md, csv, json, problems, configurations })).toEqual([]);
}

const timeoutMilliseconds = 120_000;

test(
  "the program tells on stderr of all that it cannot read among folders with every mutation",
  async () => {
    await using folder = await temporaryFolder();
    const { root } = await writeSeededTree(folder.path, seedsOfEveryMutation());
    await expectTold(root, folder.path);
  },
  timeoutMilliseconds,
);

test(
  "the program says every name so that no terminal obeys it",
  async () => {
    await using folder = await temporaryFolder();
    const { root } = await writeSeededTree(folder.path, []);
    const entries: Folder["entries"] = new Map([["metadata.json", bytesOf("\u001B[31m{")]]);
    for (const name of namePayloads) await writeFolder({ gpu: "gpu", config: name, entries }, root);
    for (const name of namePayloads) await writeFolder({ gpu: name, config: "config", entries }, root);
    await expectTold(root, folder.path);
  },
  timeoutMilliseconds,
);
