import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, type Entry, type Folder } from "./folder.ts";
import { isObject, type Json } from "./json.ts";

const fixtures = join(import.meta.dir, "../fixtures");

/** Rounds of a real run that are kept: what can go wrong with ten goes wrong with two. */
const keptRounds = 2;

const captured = ["four-cpus", "p2p-off", "whole"].map((config) =>
  join(fixtures, "captured/nvidia-h100-80gb-hbm3", config),
);
const own = join(fixtures, "own/nvidia-h200/gpus");
const older = ["nvidia-h200/pin-numa.constructed", "amd-mi350x/unpinned.constructed"].map((place) =>
  join(fixtures, "older", place),
);

function filesOf(directory: string): Map<string, string> {
  const names = readdirSync(directory);
  return new Map(names.map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}

function runOf(metadata: Json): { [key: string]: Json } {
  const run = isObject(metadata) && Array.isArray(metadata["runs"]) ? metadata["runs"][0] : undefined;
  if (run === undefined || !isObject(run)) throw new TypeError("a captured run is not as it was");
  return run;
}

/** A captured run cut to its first rounds. */
function shortened(files: ReadonlyMap<string, string>): Map<string, string> {
  const [header = "", ...rows] = (files.get("samples.csv") ?? "").trimEnd().split("\n");
  const kept = rows.filter((row) => Number(row.split(",")[1]) <= keptRounds);
  const samples = `${[header, ...kept].join("\n")}\n`;
  const metadata: Json = JSON.parse(files.get("metadata.json") ?? "");
  const run = runOf(metadata);
  if (!isObject(metadata) || !Array.isArray(run["trials"]))
    throw new TypeError("a captured run has no trials");
  run["trials"] = run["trials"].filter((trial) => isObject(trial) && Number(trial["round"]) <= keptRounds);
  run["settings"] = {
    ...(isObject(run["settings"] ?? null) ? Object(run["settings"]) : {}),
    rounds: keptRounds,
  };
  metadata["committed"] = { "samples.csv": Buffer.byteLength(samples) };
  return new Map([...files, ["samples.csv", samples], ["metadata.json", JSON.stringify(metadata)]]);
}

/** The same run as one that was interrupted: with a failure, a notice and a benchmark that was skipped. */
function troubled(files: ReadonlyMap<string, string>): Map<string, string> {
  const metadata: Json = JSON.parse(files.get("metadata.json") ?? "");
  const run = runOf(metadata);
  run["status"] = "interrupted";
  run["skipped"] = [{ benchmark: "mem-latency", because: "one NUMA node" }];
  for (const [i, trial] of Array.isArray(run["trials"]) ? run["trials"].entries() : [])
    if (isObject(trial) && i % 3 === 0) {
      trial["notices"] = ["arrays were scaled down"];
      trial["outcome"] = { status: "failed", because: "it exited with 1", output: "error: no memory" };
    }
  return new Map([...files, ["metadata.json", JSON.stringify(metadata)]]);
}

/** The same run as schema 1 had it. */
function ofSchema1(files: ReadonlyMap<string, string>): Map<string, string> {
  const samples = (files.get("samples.csv") ?? "").replaceAll(/,[^,\n]*\n/g, "\n");
  const metadata: Json = JSON.parse(files.get("metadata.json") ?? "");
  if (!isObject(metadata)) throw new TypeError("a captured run is not as it was");
  const first = { ...metadata, schema: 1, committed: { "samples.csv": Buffer.byteLength(samples) } };
  return new Map([...files, ["samples.csv", samples], ["metadata.json", JSON.stringify(first)]]);
}

function folderOf(files: ReadonlyMap<string, string>): Folder["entries"] {
  return new Map(Array.from(files, ([name, text]): [string, Entry] => [name, bytesOf(text)]));
}

const short = [...captured, own].map((directory) => shortened(filesOf(directory)));

/** What hostile folders are made from: short real runs, one of schema 1, one in trouble, and those of the older suite. */
export const bases: readonly Folder["entries"][] = [
  ...short,
  ...short.slice(0, 1).flatMap((files) => [ofSchema1(files), troubled(files)]),
  ...short.slice(-1).map(troubled),
  ...older.map(filesOf),
].map(folderOf);

/** Folders that nobody touches, by the names that they get. */
export const soundFolders: readonly Folder[] = [
  { gpu: "sound-gpu", config: "host", entries: folderOf(short[0] ?? new Map()) },
  { gpu: "sound-gpu", config: "guest", entries: folderOf(short[1] ?? new Map()) },
  // Among hostile ones, which it is compared with.
  { gpu: "hostile-gpu", config: "sound", entries: folderOf(short[0] ?? new Map()) },
];
