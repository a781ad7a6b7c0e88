import { describe, expect, test } from "bun:test";
import { appendFile, cp, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unitOf } from "../../src/benchmarks/index.ts";
import { beginRun } from "../../src/results/begin_run.ts";
import { inspectFolder } from "../../src/results/folder.ts";
import { readConfiguration } from "../../src/results/read_configuration.ts";
import { SavingError } from "../../src/results/saving_error.ts";
import { openWriter, type Writer } from "../../src/results/writer.ts";
import type { FinishedTrial } from "../../src/runner/trial.ts";
import { UsageError } from "../../src/usage_error.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { emptyRun, finishedTrial, keptTrial, metadataOf } from "./example.ts";

const command = { tool: "ours", benchmark: "stream" };
/** Three trials; the second writes another file than the others, the third goes on with both. */
const trials: readonly FinishedTrial[] = [
  finishedTrial(1),
  finishedTrial(1, {
    ...command,
    raw: [
      { file: "stream.txt", argv: ["/k/stream"], text: "Triad: 1 µs\n" },
      { file: "stream_numa.txt", argv: ["numactl", "--membind=0", "a b"], text: "one" },
      { file: "stream_numa.txt", argv: ["numactl", "--membind=1"], text: "two\n" },
    ],
    samples: [
      {
        metric: "stream.rate",
        at: { kernel: "triad", elements: 8 },
        value: 1e-9,
        conditions: { source: "memory" },
      },
    ],
  }),
  finishedTrial(2),
];

async function begin(folder: string): Promise<Writer> {
  return openWriter({ folder, metadata: metadataOf([emptyRun]), clear: [], captures: [], unitOf });
}

/** Goes on with what lies in the folder, as `--resume` does. */
async function resume(folder: string): Promise<Writer> {
  const { metadata, clear } = beginRun({
    folder,
    existing: await inspectFolder(folder),
    mode: "resume",
    gpu: "no-gpu",
    config: "demo",
    run: emptyRun,
  });
  return openWriter({ folder, metadata, clear, captures: [], unitOf });
}

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
}

/** Rounds of the trials that a reader sees, in metadata.json and in samples.csv, and what it complains of. */
async function read(folder: string): Promise<{ trials: string[]; rows: number; problems: number }> {
  const place = { gpu: "no-gpu", config: "demo", directory: folder };
  const { configuration, problems } = await readConfiguration(place);
  return {
    trials: configuration.runs.flatMap((run) =>
      run.trials.map((trial) => `${trial.benchmark} ${trial.round}`),
    ),
    rows: configuration.samples.length,
    problems: problems.length,
  };
}

describe("what is on disk", () => {
  test("before anything is measured: the facts, the captures and no results", async () => {
    await using folder = await temporaryFolder();
    const captures = [{ file: "numa_topology.txt", text: "available: 1 nodes\n" }];
    await openWriter({
      folder: join(folder.path, "new"),
      metadata: metadataOf([emptyRun]),
      clear: [],
      captures,
      unitOf,
    });
    const files = await contents(join(folder.path, "new"));
    expect(Object.keys(files)).toEqual(["metadata.json", "numa_topology.txt"]);
    expect(files["numa_topology.txt"]).toBe("available: 1 nodes\n");
    expect(JSON.parse(files["metadata.json"] ?? "")).toEqual(metadataOf([emptyRun]));
  });

  test("after each trial: its samples, its output untouched behind the round, and how it went", async () => {
    await using folder = await temporaryFolder();
    const writer = await begin(folder.path);
    for (const trial of trials) await writer.record(trial);
    const files = await contents(folder.path);
    expect(files["cpu_single.txt"]).toBe("# run 1\noutput of round 1\n# run 2\noutput of round 2\n");
    expect(files["stream.txt"]).toBe("# run 1\nTriad: 1 µs\n");
    expect(files["stream_numa.txt"]).toBe(
      "# run 1\n# command: numactl --membind=0 'a b'\none\n# command: numactl --membind=1\ntwo\n",
    );
    expect(files["samples.csv"]).toBe(
      "run,round,benchmark,metric,coordinates,value,unit,tool,conditions\n" +
        "1,1,cpu-single,cpu-single.rate,,1001,events/s,sysbench,\n" +
        "1,1,cpu-single,cpu-single.latency-percentile,percentile=95,0.25,ms,sysbench,\n" +
        "1,1,stream,stream.rate,elements=8 kernel=triad,1e-9,MB/s,ours,source=memory\n" +
        "1,2,cpu-single,cpu-single.rate,,1002,events/s,sysbench,\n" +
        "1,2,cpu-single,cpu-single.latency-percentile,percentile=95,0.25,ms,sysbench,\n",
    );
    const metadata = JSON.parse(files["metadata.json"] ?? "");
    expect(metadata.runs).toEqual([{ ...emptyRun, trials: trials.map(keptTrial) }]);
    for (const [file, length] of Object.entries(metadata.committed))
      expect(length).toBe(Buffer.byteLength(files[file] ?? ""));
    expect(Object.keys(metadata.committed).toSorted()).toEqual(
      Object.keys(files).filter((file) => file !== "metadata.json"),
    );
  });

  test("at the end: the status and the time", async () => {
    await using folder = await temporaryFolder();
    const writer = await begin(folder.path);
    await writer.record(finishedTrial(1));
    await writer.finish("interrupted");
    const metadata = JSON.parse((await contents(folder.path))["metadata.json"] ?? "");
    expect(metadata.runs[0].status).toBe("interrupted");
    expect(new Date(metadata.runs[0].endedAt).getTime()).toBeGreaterThan(0);
    expect(metadata.runs[0].trials).toHaveLength(1);
  });

  test("a trial that failed before it printed anything is kept all the same", async () => {
    await using folder = await temporaryFolder();
    const writer = await begin(folder.path);
    const outcome = { status: "failed", because: "it cannot be started", output: "" } as const;
    await writer.record(finishedTrial(1, { raw: [], samples: [], executions: [], outcome }));
    await writer.record(finishedTrial(2));
    expect(await read(folder.path)).toEqual({
      trials: ["cpu-single 1", "cpu-single 2"],
      rows: 2,
      problems: 0,
    });
  });
});

/** What a kill can leave of one save: the new bytes of its files one after the other, each cut anywhere. */
function cuts(
  before: Record<string, string>,
  after: Record<string, string>,
  order: readonly string[],
): Record<string, Buffer>[] {
  const states: Record<string, Buffer>[] = [];
  const state: Record<string, Buffer> = {};
  for (const file of order) {
    const [old, whole] = [Buffer.from(before[file] ?? ""), Buffer.from(after[file] ?? "")];
    const added = whole.length - old.length;
    for (const part of new Set([0, 1, Math.floor(added / 2), added - 1, added]))
      states.push({ ...state, [file]: whole.subarray(0, old.length + part) });
    state[file] = whole;
  }
  return states;
}

describe("a kill between the append and the commit loses that trial only", () => {
  test.each([0, 1, 2])("trial %d, cut at every point and resumed", async (killed) => {
    await using folder = await temporaryFolder();
    const undisturbed = join(folder.path, "undisturbed");
    const writer = await begin(undisturbed);
    for (const trial of trials.slice(0, killed)) await writer.record(trial);
    await cp(undisturbed, join(folder.path, "before"), { recursive: true });
    const before = await contents(undisturbed);
    const lost = trials[killed] ?? finishedTrial(1);
    await writer.record(lost);
    const after = await contents(undisturbed);
    for (const trial of trials.slice(killed + 1)) await writer.record(trial);
    const complete = await contents(undisturbed);

    const files = ["samples.csv", ...new Set(lost.raw.map(({ file }) => file))];
    const newMetadata = Buffer.from(after["metadata.json"] ?? "");
    const atCommit = [0, 100, newMetadata.length].map((length) => ({
      ...Object.fromEntries(files.map((file) => [file, Buffer.from(after[file] ?? "")])),
      ".metadata.json.new": newMetadata.subarray(0, length),
    }));
    for (const state of [...cuts(before, after, files), ...atCommit]) {
      const victim = join(folder.path, "victim");
      await cp(join(folder.path, "before"), victim, { recursive: true });
      for (const [file, bytes] of Object.entries(state)) await writeFile(join(victim, file), bytes);

      const saved = trials.slice(0, killed);
      expect(await read(victim)).toEqual({
        trials: saved.map(({ benchmark, round }) => `${benchmark} ${round}`),
        rows: saved.reduce((sum, { samples }) => sum + samples.length, 0),
        problems: 0,
      });
      const resumed = await resume(victim);
      for (const trial of trials.slice(killed)) await resumed.record(trial);
      expect(await contents(victim)).toEqual(complete);
      await rm(victim, { recursive: true });
    }
  });

  test("a kill before the first metadata.json is whole leaves a folder in which a run can begin", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, ".metadata.json.new"), "{");
    expect(await inspectFolder(folder.path)).toEqual({ kind: "nothing" });
    await (await begin(folder.path)).record(finishedTrial(1));
    expect(await read(folder.path)).toEqual({ trials: ["cpu-single 1"], rows: 2, problems: 0 });
  });
});

describe("an error while a trial is saved", () => {
  test("leaves the former state readable, and resuming completes it", async () => {
    await using folder = await temporaryFolder();
    const writer = await begin(folder.path);
    await writer.record(finishedTrial(1));
    await mkdir(join(folder.path, "stream.txt"));
    expect(await settled(writer.record(trials[1] ?? finishedTrial(1)))).toThrow(SavingError);
    expect(await read(folder.path)).toEqual({ trials: ["cpu-single 1"], rows: 2, problems: 0 });
    await rm(join(folder.path, "stream.txt"), { recursive: true });
    const resumed = await resume(folder.path);
    await resumed.record(trials[1] ?? finishedTrial(1));
    expect(await read(folder.path)).toEqual({ trials: ["cpu-single 1", "stream 1"], rows: 3, problems: 0 });
  });

  test("such as a full disk in the middle of a write keeps the trials before it", async () => {
    await using folder = await temporaryFolder();
    // 512-byte blocks: enough for metadata.json and one trial, not for the second's output.
    const script = `trap '' XFSZ; ulimit -f 256; exec "$@"`;
    const program = join(import.meta.dir, "record_on_full_disk.ts");
    const child = Bun.spawn(["sh", "-c", script, "sh", process.execPath, program, folder.path], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    const said = await new Response(child.stdout).text();
    expect(said).toStartWith(`cpu-single of round 2 could not be saved to ${folder.path}: EFBIG`);
    expect(said).toContain("the trials before it are kept");
    expect(said).toContain("--resume");
    expect((await stat(join(folder.path, "cpu_single.txt"))).size).toBeGreaterThan(1000);
    expect(await read(folder.path)).toEqual({ trials: ["cpu-single 1"], rows: 2, problems: 0 });
    const resumed = await resume(folder.path);
    await resumed.record(finishedTrial(2));
    expect((await contents(folder.path))["cpu_single.txt"]).toBe(
      "# run 1\noutput of round 1\n# run 2\noutput of round 2\n",
    );
  });
});

describe("going on with files that are not as they were left", () => {
  test("cuts off what others appended", async () => {
    await using folder = await temporaryFolder();
    await (await begin(folder.path)).record(finishedTrial(1));
    await appendFile(join(folder.path, "cpu_single.txt"), "a note\n");
    await (await resume(folder.path)).record(finishedTrial(2));
    expect((await contents(folder.path))["cpu_single.txt"]).not.toContain("a note");
  });

  test("refuses one that is shorter, or gone, and changes nothing", async () => {
    await using folder = await temporaryFolder();
    await (await begin(folder.path)).record(finishedTrial(1));
    const before = await contents(folder.path);
    const raw = join(folder.path, "cpu_single.txt");
    await truncate(raw, 3);
    expect(await settled(resume(folder.path))).toThrow(UsageError);
    expect(await settled(resume(folder.path))).toThrow(`${raw} is shorter than when it was written`);
    await rm(raw);
    expect(await settled(resume(folder.path))).toThrow("--replace to measure anew");
    const { "cpu_single.txt": _raw, ...others } = before;
    expect(await contents(folder.path)).toEqual(others);
  });
});

describe("replacing", () => {
  async function replace(folder: string): Promise<Writer> {
    const { metadata, clear } = beginRun({
      folder,
      existing: await inspectFolder(folder),
      mode: "replace",
      gpu: "no-gpu",
      config: "demo",
      run: { ...emptyRun, startedAt: "2026-11-30T00:00:00.000Z" },
    });
    return openWriter({ folder, metadata, clear, captures: [], unitOf });
  }

  test("begins with an empty folder, but for what is not ours", async () => {
    await using folder = await temporaryFolder();
    const writer = await begin(folder.path);
    for (const trial of trials) await writer.record(trial);
    await writeFile(join(folder.path, "summary.csv"), "old");
    await writeFile(join(folder.path, "notes.txt"), "mine");
    await replace(folder.path);
    expect(Object.keys(await contents(folder.path))).toEqual(["metadata.json", "notes.txt"]);
    expect(await read(folder.path)).toEqual({ trials: [], rows: 0, problems: 0 });
  });

  test("that is cut short leaves no old number to be taken for a new one", async () => {
    await using folder = await temporaryFolder();
    await (await begin(folder.path)).record(finishedTrial(1));
    // What cannot be removed as a file stands for the kill.
    await mkdir(join(folder.path, "summary.csv"));
    expect(await settled(replace(folder.path))).toThrow();
    expect(await read(folder.path)).toEqual({ trials: [], rows: 0, problems: 0 });
    await rm(join(folder.path, "summary.csv"), { recursive: true });
    await (await resume(folder.path)).record(finishedTrial(1));
    expect((await contents(folder.path))["cpu_single.txt"]).toBe("# run 1\noutput of round 1\n");
  });
});
