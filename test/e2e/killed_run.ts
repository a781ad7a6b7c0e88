import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../src/results/configuration.ts";
import { readTree } from "../../src/results/read_tree.ts";
import {
  readBlockNumbers,
  readLastRun,
  readSamples,
  trialNames,
  readMetadata,
} from "./configuration_files.ts";
import { start, type Finished, type Running } from "./launch.ts";
import { groupsEnd, trialsOf } from "./processes.ts";

const rounds = 4;
const rawFiles: Readonly<Record<string, string>> = { stream: "stream.txt", "mem-latency": "mem_latency.txt" };
const tests = Object.keys(rawFiles);

/** What a reader finds of a configuration: the names of its trials, and its samples as rows. */
export interface Found {
  readonly trials: readonly string[];
  readonly samples: readonly string[];
}

export const nothingFound: Found = { trials: [], samples: [] };

/** A configuration of short trials that is measured in as many starts as it takes. */
export class KilledRun {
  readonly folder: string;

  constructor(
    readonly parent: string,
    readonly config: string,
  ) {
    this.folder = join(parent, "results", "no-gpu", config);
  }

  /** Whether a start recorded the run; before that there is nothing to resume. */
  get isRecorded(): boolean {
    return existsSync(join(this.folder, "metadata.json"));
  }

  /** Starts the run, or goes on with it. */
  start(): Running {
    const options = ["--profile", "smoke", "--rounds", `${rounds}`, "--tests", tests.join(",")];
    return start(["run", this.config, ...(this.isRecorded ? ["--resume"] : options)], { cwd: this.parent });
  }

  /** @throws Error when anything of the tree cannot be read. */
  async read(): Promise<Found> {
    if (!this.isRecorded) return nothingFound;
    const { configurations, problems } = await readTree(join(this.parent, "results"));
    if (problems.length > 0)
      throw new Error(problems.map(({ path, because }) => `${path}: ${because}`).join("\n"));
    const own = configurations.find(({ config }: Configuration) => config === this.config);
    if (own === undefined) throw new Error(`${this.folder} was not found in the tree`);
    return {
      trials: trialNames(await readMetadata(this.folder)),
      samples: own.samples.map((sample) => JSON.stringify(sample)),
    };
  }

  async isFinished(): Promise<boolean> {
    return this.isRecorded && (await readLastRun(this.folder)).status === "finished";
  }

  /** What a finished run holds: every trial by the files it is kept in. */
  async kept(): Promise<Record<string, unknown>> {
    const samples = await readSamples(this.folder);
    const perTrial = Map.groupBy(samples, ({ benchmark, round }) => `${benchmark} ${round}`);
    return {
      trials: trialNames(await readMetadata(this.folder)),
      sampled: Array.from(perTrial.keys()),
      // A trial that were there twice would have twice the samples of the others.
      samplesPerTrial: Object.fromEntries(
        tests.map((benchmark) => [
          benchmark,
          new Set(
            Array.from(perTrial.values())
              .filter((own) => own[0]?.benchmark === benchmark)
              .map(
                (own) => new Set(own.map(({ metric, at }) => JSON.stringify([metric, at]))).size / own.length,
              ),
          ),
        ]),
      ),
      blocks: Object.fromEntries(
        await Promise.all(
          Object.entries(rawFiles).map(
            async ([id, file]) => [id, await readBlockNumbers(this.folder, file)] as const,
          ),
        ),
      ),
    };
  }

  /** What {@link kept} must be. */
  static get complete(): Record<string, unknown> {
    const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
    const names = numbers.flatMap((round) => tests.map((id) => `${id} ${round}`));
    return {
      trials: names,
      sampled: names,
      samplesPerTrial: Object.fromEntries(tests.map((id) => [id, new Set([1])])),
      blocks: Object.fromEntries(tests.map((id) => [id, numbers])),
    };
  }
}

/** Kills a program outright, and waits until the benchmark that it had started has ended by itself. */
export async function killOutright(running: Running): Promise<Finished> {
  const trials = await trialsOf(running.pid);
  running.signal("SIGKILL");
  const finished = await running.finished;
  await groupsEnd(trials);
  return finished;
}
