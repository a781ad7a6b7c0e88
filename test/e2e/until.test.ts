import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readTree } from "../../src/results/read_tree.ts";
import { root, patience, run, start, type Finished, type Running } from "./launch.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { readBlockNumbers, readLastRun, readMetadata, readSamples } from "./configuration_files.ts";
import { fakeProgram } from "./fake_program.ts";

setDefaultTimeout(patience);

const rounds = 6;
const until = ["--rounds", `${rounds}`, "--until", "1", "--tests", "cpu-single,cpu-all", "--no-report"];
const captured = join(root, "test/fixtures/outputs/sysbench-1-thread.txt");
const capturedRate = "4446.13";

/** What sysbench says call by call: in the ordinary rounds cpu-all, each second call, is steady and cpu-single is not. */
const ofOrdinaryRounds = Array.from({ length: 2 * rounds }, (_, call) =>
  call % 2 === 1 ? 4400 : call % 4 === 0 ? 4000 : 4800,
);

/** A machine whose sysbench says what a test wants it to. */
class FakeSysbench implements AsyncDisposable {
  private constructor(
    readonly path: string,
    private readonly PATH: string,
    private readonly remove: () => PromiseLike<void>,
  ) {}

  /** @param rest events a second in each call behind those of the ordinary rounds; the last two for ever by turns */
  static async saying(rest: readonly number[], seconds = 0): Promise<FakeSysbench> {
    const folder = await temporaryFolder();
    const inFolder = (name: string): string => join(folder.path, name);
    const lasting = Array.from({ length: 500 }, (_, i) => rest.at(i < rest.length ? i : (i % 2) - 2));
    await writeFile(
      inFolder("rates"),
      [...ofOrdinaryRounds, ...lasting].map((rate) => `${rate}.00\n`).join(""),
    );
    const script = `
[ "$1" != --version ] || { echo "sysbench 1.0.20"; exit; }
call=$(($(cat calls 2>/dev/null || echo 0) + 1))
[ ! -e "block $call" ] || exec sleep 1000
sleep ${seconds}
echo "$call" >calls
rate=$(sed -n "$call p" rates)
sed "s/${capturedRate}/$rate/" '${captured}'`;
    const PATH = await fakeProgram(inFolder("bin"), "sysbench", script);
    return new FakeSysbench(folder.path, PATH, () => folder[Symbol.asyncDispose]());
  }

  start(...args: string[]): Running {
    return start(["run", "demo", ...args], { cwd: this.path, environment: { PATH: this.PATH } });
  }

  run(...args: string[]): Promise<Finished> {
    return run(["run", "demo", ...args], { cwd: this.path, environment: { PATH: this.PATH } });
  }

  get results(): string {
    return join(this.path, "results", "no-gpu", "demo");
  }

  /** Rounds that a benchmark has had, in order. */
  async roundsOf(benchmark: string): Promise<number[]> {
    const { trials } = await readLastRun(this.results);
    return trials.filter((trial) => trial.benchmark === benchmark).map(({ round }) => round);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.remove();
  }
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

/** From here on cpu-single is steady too, so that its interval becomes narrow. */
const becomingSteady = [4400, 4400];

describe("run --until", () => {
  let machine: FakeSysbench;
  let finished: Finished;
  let single: number[];

  beforeAll(async () => {
    machine = await FakeSysbench.saying(becomingSteady);
    finished = await machine.run(...until);
    single = await machine.roundsOf("cpu-single");
  });
  afterAll(() => machine[Symbol.asyncDispose]());

  test("goes on with the noisy benchmark, and with no other", async () => {
    expect(finished).toMatchObject({ exitCode: 0, stdout: "" });
    expect(finished.stderr).not.toContain("not within");
    expect(single.length).toBeGreaterThan(rounds);
    expect(single).toEqual(upTo(single.length));
    expect(await machine.roundsOf("cpu-all")).toEqual(upTo(rounds));
  });

  test("ends when the interval that it shows is narrow, and not before", async () => {
    const summary = (await readFile(join(machine.results, "summary.csv"), "utf8")).split("\n");
    const cells = summary.find((line) => line.includes(",cpu-single.rate,"))?.split(",") ?? [];
    const [median = NaN, low = NaN, high = NaN] = cells.slice(5, 8).map(Number);
    expect(Math.max(high - median, median - low)).toBeLessThanOrEqual(0.01 * median);
    const told = finished.stderr.match(/round \d+ · cpu-single \(.*?\)/g) ?? [];
    expect(told).toHaveLength(single.length - rounds);
    expect(told.at(-1)).toBe(`round ${single.length} · cpu-single (within ±1 %)`);
    expect(told.slice(0, -1).every((line) => /\(±[\d.]+ %, until ±1 %\)$/.test(line))).toBe(true);
  });

  test("keeps further rounds as it keeps the others", async () => {
    expect(await readBlockNumbers(machine.results, "cpu_single.txt")).toEqual(single);
    const own = (await readSamples(machine.results)).filter(({ metric }) => metric === "cpu-single.rate");
    expect(own.map(({ run: id, round }) => [id, round])).toEqual(single.map((round) => [1, round]));
    const { runs } = await readMetadata(machine.results);
    expect(runs).toMatchObject([
      { status: "finished", settings: { rounds, until: { percent: 1, budgetSeconds: 1800 } } },
    ]);
  });

  test("that is interrupted in a further round goes on with what it had, and ends as if it never was", async () => {
    await using other = await FakeSysbench.saying(becomingSteady);
    const block = join(other.path, `block ${2 * rounds + 3}`);
    await writeFile(block, "");
    const running = other.start(...until);
    await running.stderrMatches(new RegExp(`round ${rounds + 2} · `));
    running.signal("SIGINT");
    const { exitCode, stderr } = await running.finished;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("--resume");
    expect(stderr).not.toContain("not within");
    expect(await other.roundsOf("cpu-single")).toEqual(upTo(rounds + 2));
    const { configurations } = await readTree(join(other.path, "results"));
    expect(configurations[0]?.notices).toContainEqual(
      expect.stringContaining(
        `${2 * rounds} of ${2 * rounds} trials are finished, and 2 beyond the ${rounds} rounds`,
      ),
    );
    await rm(block);

    for (const option of ["--until", "--budget"])
      expect(await other.run("--resume", option, "2")).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`leave ${option} out`),
      });
    expect(await other.run("--resume", "--no-report")).toMatchObject({ exitCode: 0 });
    expect(await other.roundsOf("cpu-single")).toEqual(single);
    expect(await other.roundsOf("cpu-all")).toEqual(upTo(rounds));
    expect(await readLastRun(other.results)).toMatchObject({ id: 1, status: "finished" });
  });

  test("appended counts its own rounds alone", async () => {
    await rm(join(machine.path, "calls"));
    expect(await machine.run(...until, "--append")).toMatchObject({ exitCode: 0 });
    expect(await machine.roundsOf("cpu-single")).toEqual(single.map((round) => single.length + round));
    expect(await machine.roundsOf("cpu-all")).toEqual(upTo(rounds).map((round) => single.length + round));
  });
});

describe("run --until with what never becomes sure", () => {
  test("ends with its budget, which no further round exceeds, and names what is not sure", async () => {
    await using machine = await FakeSysbench.saying([4000, 4800], 0.05);
    const budgetSeconds = 3;
    const { exitCode, stderr } = await machine.run(...until, "--budget", `${budgetSeconds / 60}`);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /not within ±1 % when the 0:03 of --budget were spent: CPU, 1 thread \(±[\d.]+ %\)$/m,
    );
    expect(await machine.roundsOf("cpu-all")).toEqual(upTo(rounds));
    const { status, trials } = await readLastRun(machine.results);
    expect(status).toBe("finished");
    const seconds = trials.map(({ noise }) => noise.wallSeconds);
    const further = trials.flatMap(({ round }, i) => (round > rounds ? [i] : []));
    const single = trials.flatMap(({ benchmark }, i) => (benchmark === "cpu-single" ? [i] : []));
    const sumOf = (those: readonly number[]): number =>
      those.reduce((sum, i) => sum + (seconds[i] ?? NaN), 0);
    for (const i of further) {
      const before = single.filter((earlier) => earlier < i);
      const expected =
        sumOf([...seconds.keys()].filter((earlier) => earlier < i)) + sumOf(before) / before.length;
      expect(expected).toBeLessThanOrEqual(budgetSeconds);
    }
  });

  test("has no further round where the ordinary ones take the budget", async () => {
    await using machine = await FakeSysbench.saying([4000, 4800]);
    const { exitCode, stderr } = await machine.run(...until, "--budget", "0.00001");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("--budget were spent: CPU, 1 thread (±");
    expect(await machine.roundsOf("cpu-single")).toEqual(upTo(rounds));
  });
});

test("run --dry-run says in a line when it would go on", async () => {
  await using machine = await FakeSysbench.saying(becomingSteady);
  const { stdout, exitCode } = await machine.run(...until, "--budget", "20", "--dry-run");
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    "\n# then further rounds of those whose headline figures are not yet within ±1 %, at most 20:00 in all\n",
  );
});
