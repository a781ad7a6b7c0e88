import { describe, expect, test } from "bun:test";
import { mkdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unitOf } from "../../src/benchmarks/index.ts";
import type { Configuration, ReadingProblem } from "../../src/results/configuration.ts";
import type { Run } from "../../src/results/metadata.ts";
import { ordinaryFile, readConfiguration } from "../../src/results/read_configuration.ts";
import { openWriter } from "../../src/results/writer.ts";
import type { FinishedTrial } from "../../src/runner/trial.ts";
import { settled } from "../settled.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { gpu, withGpus } from "../machine/gpus/made_up.ts";
import { emptyRun, finishedTrial, gpuLoad, keptTrial, metadataOf } from "./example.ts";

type Reading = { configuration: Configuration; problems: ReadingProblem[] };

async function read(directory: string): Promise<Reading> {
  return readConfiguration({ gpu: "no-gpu", config: "demo", directory });
}

/** Writes a run of these trials, and reads it again. */
async function written(
  directory: string,
  run: Run,
  trials: readonly FinishedTrial[],
  end: "interrupted" | "finished" | "killed",
): Promise<Reading> {
  const writer = await openWriter({
    folder: directory,
    metadata: metadataOf([run]),
    clear: [],
    captures: [],
    unitOf,
  });
  for (const trial of trials) await writer.record(trial);
  if (end !== "killed") await writer.finish(end);
  return read(directory);
}

const failure = { status: "failed", because: "it ended with exit code 1", output: "oh\n" } as const;

describe("a configuration", () => {
  test("comes back with its samples, noise and facts", async () => {
    await using folder = await temporaryFolder();
    const trials = [finishedTrial(1), finishedTrial(2)];
    const { configuration, problems } = await written(folder.path, emptyRun, trials, "finished");
    expect(problems).toEqual([]);
    expect(configuration).toMatchObject({
      gpu: "no-gpu",
      config: "demo",
      source: "samples",
      directory: folder.path,
      startedAt: emptyRun.startedAt,
      profile: "standard",
      machine: emptyRun.machine,
      noise: trials.map(({ noise }) => noise),
      notices: [],
    });
    expect(configuration.samples).toEqual(
      trials.flatMap(({ round, samples }) =>
        samples.map((sample) => ({
          ...sample,
          run: 1,
          round,
          benchmark: "cpu-single",
          unit: unitOf(sample.metric),
          tool: "sysbench",
        })),
      ),
    );
  });

  test("comes back with what its GPUs did, trial by trial", async () => {
    await using folder = await temporaryFolder();
    const other = { ...gpuLoad, gpu: 0, smClockMHz: null };
    const trials = [
      finishedTrial(1, { gpuLoad: [other, gpuLoad] }),
      finishedTrial(1, { benchmark: "stream", gpuLoad: [] }),
      finishedTrial(2),
    ];
    const { configuration } = await written(folder.path, emptyRun, trials, "finished");
    expect(configuration.gpuLoad).toEqual([
      { benchmark: "cpu-single", round: 1, load: other },
      { benchmark: "cpu-single", round: 1, load: gpuLoad },
      { benchmark: "cpu-single", round: 2, load: gpuLoad },
    ]);
  });

  test("comes back with what was so while each sample was taken", async () => {
    await using folder = await temporaryFolder();
    const conditions = { algorithm: "RING", channels: 16, transport: "P2P/CUMEM" };
    const samples = [
      { metric: "cpu-single.rate", at: {}, value: 1, conditions },
      { metric: "cpu-single.rate", at: {}, value: 2 },
    ];
    const { configuration } = await written(
      folder.path,
      emptyRun,
      [finishedTrial(1, { samples })],
      "finished",
    );
    expect(configuration.samples.map((sample) => sample.conditions)).toEqual([conditions, undefined]);
  });

  test("whose runs were on other GPUs each is said to mix them", async () => {
    const on = (id: number, addresses: readonly string[], round: number | null): Run => ({
      ...emptyRun,
      id,
      status: "finished",
      machine: withGpus(emptyRun.machine, ...addresses.map((address, index) => gpu(index, { address }))),
      trials: round === null ? [] : [keptTrial(finishedTrial(round))],
    });
    const noticesOf = async (runs: readonly Run[]): Promise<readonly string[]> => {
      await using folder = await temporaryFolder();
      await writeFile(join(folder.path, "metadata.json"), JSON.stringify(metadataOf(runs)));
      return (await read(folder.path)).configuration.notices;
    };
    const [first, second] = ["0000:00:06.0", "0000:00:07.0"] as const;
    expect(await noticesOf([on(1, [first, second], 1), on(2, [second], 2), on(3, [second], 3)])).toEqual([
      "its runs were not on the same GPUs, so its GPU figures mix them (run 1 on NVIDIA H200 at 0000:00:06.0, " +
        "NVIDIA H200 at 0000:00:07.0; runs 2, 3 on NVIDIA H200 at 0000:00:07.0): measure each set of GPUs under a " +
        "name of its own",
    ]);
    expect(await noticesOf([on(1, [first], 1), on(2, [first], 2)])).toEqual([]);
    expect(await noticesOf([on(1, [first], 1), on(2, [second], null)])).toEqual([]);
  });

  test("of schema 1 is read", async () => {
    await using folder = await temporaryFolder();
    const trial = finishedTrial(1, { gpuLoad: [] });
    await written(folder.path, emptyRun, [trial], "finished");
    const [metadataPath, samplesPath] = [
      join(folder.path, "metadata.json"),
      join(folder.path, "samples.csv"),
    ];
    const text = (await readFile(samplesPath, "utf8")).replace(",conditions", "").replaceAll(/,$/gm, "");
    await writeFile(samplesPath, text);
    const metadata = JSON.parse(await readFile(metadataPath, "utf8"));
    const committed = { ...metadata.committed, "samples.csv": Buffer.byteLength(text) };
    await writeFile(metadataPath, JSON.stringify({ ...metadata, schema: 1, committed }));
    const { configuration, problems } = await read(folder.path);
    expect(problems).toEqual([]);
    expect(configuration.gpuLoad).toEqual([]);
    expect(configuration.samples.map(({ at, value }) => ({ at, value }))).toEqual(
      trial.samples.map(({ at, value }) => ({ at, value })),
    );
  });

  test.each([{}, { "samples.csv": 0 }])(
    "is told of when its samples do not count, though trials do: %j",
    async (committed) => {
      await using folder = await temporaryFolder();
      await written(folder.path, emptyRun, [finishedTrial(1)], "finished");
      const path = join(folder.path, "metadata.json");
      const metadata = JSON.parse(await readFile(path, "utf8"));
      await writeFile(path, JSON.stringify({ ...metadata, committed }));
      const { configuration, problems } = await read(folder.path);
      expect(configuration.samples).toEqual([]);
      const because = "metadata.json counts none of it as finished, but has 1 finished trial";
      expect(problems).toEqual([{ path: join(folder.path, "samples.csv"), because }]);
    },
  );

  test("names the places named by the folder, not by metadata.json", async () => {
    await using folder = await temporaryFolder();
    await written(folder.path, emptyRun, [], "finished");
    const { configuration } = await readConfiguration({ gpu: "g", config: "copy", directory: folder.path });
    expect(configuration).toMatchObject({ gpu: "g", config: "copy" });
  });
});

describe("what became of each benchmark", () => {
  test("done with its rounds, or failed with the last reason and how often", async () => {
    await using folder = await temporaryFolder();
    const trials = [
      finishedTrial(1),
      finishedTrial(1, { benchmark: "stream", outcome: { ...failure, because: "first" } }),
      finishedTrial(2),
      finishedTrial(2, { benchmark: "stream", outcome: failure }),
      finishedTrial(3, { benchmark: "stream" }),
    ];
    const { configuration } = await written(folder.path, emptyRun, trials, "finished");
    expect(configuration.outcomes).toEqual([
      { benchmark: "cpu-single", status: "done", rounds: 2 },
      { benchmark: "stream", ...failure, failedRounds: 2, rounds: 3 },
    ]);
  });

  test("skipped with its reason, or because its turn never came", async () => {
    await using folder = await temporaryFolder();
    const run = { ...emptyRun, skipped: [{ benchmark: "cpu-single", because: "no CPU" }] };
    const { configuration } = await written(folder.path, run, [], "interrupted");
    expect(configuration.outcomes).toEqual([
      { benchmark: "cpu-single", status: "skipped", because: "no CPU" },
      { benchmark: "stream", status: "skipped", because: "the run ended before its turn" },
    ]);
  });
});

describe("notices", () => {
  test.each([
    ["interrupted", "run 1 was interrupted: 1 of 4 trials are finished; --resume continues it"],
    ["killed", "run 1 has not ended (it is running, or was killed): 1 of 4 trials are finished"],
  ] as const)("say that a run was %s, and how far it came", async (end, notice) => {
    await using folder = await temporaryFolder();
    const { configuration } = await written(folder.path, emptyRun, [finishedTrial(1)], end);
    expect(configuration.notices).toEqual([expect.stringContaining(notice)]);
  });

  test("tell the ordinary rounds from those beyond them", async () => {
    const settings = { ...emptyRun.settings, until: { percent: 1, budgetSeconds: 1800 } };
    const trials = [
      ...[3, 4].flatMap((round) => [finishedTrial(round), finishedTrial(round, { benchmark: "stream" })]),
      ...[5, 6, 7].map((round) => finishedTrial(round)),
    ];
    for (const [count, words] of [
      [3, "3 of 4 trials are finished; --resume"],
      [4, "4 of 4 trials are finished; --resume"],
      [7, "4 of 4 trials are finished, and 3 beyond the 2 rounds; --resume"],
    ] as const) {
      await using folder = await temporaryFolder();
      const run = { ...emptyRun, id: 2, settings };
      const { configuration } = await written(folder.path, run, trials.slice(0, count), "interrupted");
      expect(configuration.notices).toEqual([`run 2 was interrupted: ${words} continues it`]);
    }
  });

  test("of trials are told once", async () => {
    await using folder = await temporaryFolder();
    const trials = [1, 2].map((round) => finishedTrial(round, { notices: ["scaled down"] }));
    const { configuration } = await written(folder.path, emptyRun, trials, "finished");
    expect(configuration.notices).toEqual(["scaled down"]);
  });
});

describe("damage", () => {
  const rounds = [finishedTrial(1), finishedTrial(2)];

  test("a samples.csv whose end is missing gives the rows before it, and is told of", async () => {
    await using folder = await temporaryFolder();
    const { configuration: whole } = await written(folder.path, emptyRun, rounds, "finished");
    const path = join(folder.path, "samples.csv");
    const { length } = await readFile(path);
    await truncate(path, length - 20);
    const { configuration, problems } = await read(folder.path);
    expect(configuration.samples).toEqual(whole.samples.slice(0, 3));
    expect(problems[0]).toEqual({
      path,
      because: `it has ${length - 20} of ${length} bytes: its end is missing`,
    });
  });

  test("a missing samples.csv is told of, and the rest is kept", async () => {
    await using folder = await temporaryFolder();
    await written(folder.path, emptyRun, rounds, "finished");
    await rm(join(folder.path, "samples.csv"));
    const { configuration, problems } = await read(folder.path);
    expect(configuration.samples).toEqual([]);
    expect(configuration.outcomes[0]).toEqual({ benchmark: "cpu-single", status: "done", rounds: 2 });
    expect(problems).toHaveLength(1);
  });

  test("a samples.csv of binary junk is told of", async () => {
    await using folder = await temporaryFolder();
    await written(folder.path, emptyRun, rounds, "finished");
    const path = join(folder.path, "samples.csv");
    const { length } = await readFile(path);
    await writeFile(path, Buffer.from(Array.from({ length }, (_, index) => (index * 97) % 256)));
    const { configuration, problems } = await read(folder.path);
    expect(configuration.samples).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  test("a row that others spoilt is told of, and the others stay", async () => {
    await using folder = await temporaryFolder();
    await written(folder.path, emptyRun, rounds, "finished");
    const path = join(folder.path, "samples.csv");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(",1001,", ",NaN!,"));
    const { configuration, problems } = await read(folder.path);
    expect(configuration.samples).toHaveLength(3);
    expect(problems).toEqual([{ path, because: "line 2: value is not a number" }]);
  });

  test("unreadable metadata is an error in a few words", async () => {
    await using folder = await temporaryFolder();
    expect(await settled(read(folder.path))).toThrow("ENOENT");
    await writeFile(join(folder.path, "metadata.json"), JSON.stringify({ schema: 99 }));
    expect(await settled(read(folder.path))).toThrow("a newer vcpu-bench wrote");
  });
});

describe("ordinaryFile", () => {
  test("takes no link, folder, device or giant", async () => {
    await using folder = await temporaryFolder();
    const place = (name: string): string => join(folder.path, name);
    await writeFile(place("file"), "text");
    await symlink("file", place("link"));
    await mkdir(place("folder"));
    await writeFile(place("giant"), "");
    await truncate(place("giant"), 256 * 1024 * 1024 + 1);
    expect(await ordinaryFile(place("file")).text()).toBe("text");
    for (const odd of [place("link"), place("folder"), "/dev/zero"])
      expect(() => ordinaryFile(odd)).toThrow("it is not an ordinary file");
    expect(() => ordinaryFile(place("giant"))).toThrow("it is larger than 256 MiB");
  });
});
