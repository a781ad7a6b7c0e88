import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseMetadata } from "../../src/results/folder.ts";
import type { Metadata, Run } from "../../src/results/metadata.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { parseSamples } from "../../src/results/samples_csv.ts";

/** @throws Error when it does not keep to the schema. */
export async function readMetadata(folder: string): Promise<Metadata> {
  return parseMetadata(await readFile(join(folder, "metadata.json"), "utf8"));
}

/** The last run of a configuration. */
export async function readLastRun(folder: string): Promise<Run> {
  const last = (await readMetadata(folder)).runs.at(-1);
  if (last === undefined) throw new Error(`${folder} has no run`);
  return last;
}

/** @throws Error when a row cannot be read. */
export async function readSamples(folder: string): Promise<RecordedSample[]> {
  const { samples, problems } = parseSamples(await readFile(join(folder, "samples.csv"), "utf8"));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return samples;
}

/** The numbers behind `# run` of a raw file, in its order. */
export async function readBlockNumbers(folder: string, file: string): Promise<number[]> {
  const text = await readFile(join(folder, file), "utf8");
  return Array.from(text.matchAll(/^# run (\d+)$/gm), ([, number]) => Number(number));
}

/** The trials of all runs as `stream 1`, in the order in which they ended. */
export function trialNames({ runs }: Metadata): string[] {
  return runs.flatMap(({ trials }) => trials).map(({ benchmark, round }) => `${benchmark} ${round}`);
}
