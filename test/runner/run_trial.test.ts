import { describe, expect, test } from "bun:test";
import { OutputError, type Command, type Tool } from "../../src/benchmarks/benchmark.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import type { GpuSample } from "../../src/machine/gpus/gpu_sample.ts";
import type { GpuSampler } from "../../src/runner/gpu_sampler.ts";
import { runTrial } from "../../src/runner/run_trial.ts";
import type { PlannedBenchmark } from "../../src/runner/plan.ts";
import type { FinishedTrial } from "../../src/runner/trial.ts";
import { settled } from "../settled.ts";
import { command, noFiles, noSampler, planned, shell, smallMachine } from "./examples.ts";
import { silentSample } from "../machine/gpus/made_up.ts";

/** A tool whose output is a number a line. */
const numbers: Tool = {
  ...shell,
  parse: ({ command: { at }, stdout }) => ({
    samples: stdout
      .trim()
      .split("\n")
      .map((line) => {
        if (!/^\d+$/.test(line)) throw new OutputError(`'${line}' is no number`);
        return { metric: "fake.number", at, value: Number(line) };
      }),
    remarks: [],
  }),
};

async function run(
  what: PlannedBenchmark,
  signal = new AbortController().signal,
  sampler = noSampler,
): Promise<FinishedTrial | null> {
  return runTrial({ planned: what, round: 4, machine: smallMachine, files: noFiles, sampler, signal });
}

/** The trial of commands whose output is numbers. */
async function trialOf(
  commands: readonly Command[],
  derive?: (samples: readonly Sample[]) => Sample[],
): Promise<FinishedTrial> {
  const trial = await run(planned(commands, { tools: [numbers], ...(derive !== undefined && { derive }) }));
  if (trial === null) throw new Error("the trial was aborted");
  return trial;
}

describe("a trial", () => {
  test("has what its command measured, printed and was", async () => {
    const trial = await trialOf([
      command("echo 7; echo note >&2", { environment: { A: "b" }, at: { pages: "base" } }),
    ]);
    const argv = ["/bin/sh", "-c", "echo 7; echo note >&2"];
    expect(trial).toMatchObject({
      benchmark: "fake",
      round: 4,
      tool: "shell",
      samples: [{ metric: "fake.number", at: { pages: "base" }, value: 7 }],
      raw: [{ file: "fake.txt", argv, text: "7\nnote\n" }],
      executions: [{ argv, environment: { A: "b" }, exitCode: 0, signal: null, endedBy: "itself" }],
      notices: [],
      outcome: { status: "done" },
    });
    expect(new Date(trial.startedAt).toISOString()).toBe(trial.startedAt);
    expect(trial.noise.wallSeconds).toBeGreaterThanOrEqual(trial.executions[0]?.wallSeconds ?? Infinity);
  });

  test("of several commands runs them in order and keeps the samples of all", async () => {
    const trial = await trialOf([1, 2, 3].map((value) => command(`echo ${value}`)));
    expect(trial.samples.map(({ value }) => value)).toEqual([1, 2, 3]);
    expect(trial.raw.map(({ text }) => text)).toEqual(["1\n", "2\n", "3\n"]);
  });

  test("adds what follows from all its samples together", async () => {
    const derive = (samples: readonly Sample[]): Sample[] => [
      { metric: "fake.sum", at: {}, value: samples.reduce((sum, { value }) => sum + value, 0) },
    ];
    const trial = await trialOf([command("echo 1"), command("echo 2")], derive);
    expect(trial.samples.at(-1)).toEqual({ metric: "fake.sum", at: {}, value: 3 });
    expect(trial.samples).toHaveLength(3);
  });

  test("tells each notice once", async () => {
    const notices = ["scaled down", "scaled down", "slow"];
    const trial = await trialOf(notices.map((notice) => command("echo 1", { notice })));
    expect(trial.notices).toEqual(["scaled down", "slow"]);
  });
});

describe("a trial fails", () => {
  const failure = async (...commands: Command[]): Promise<{ because: string; output: string }> => {
    const { outcome } = await trialOf(commands);
    if (outcome.status !== "failed") throw new Error("it did not fail");
    const { because, output } = outcome;
    return { because, output };
  };

  test("by an exit code, with the last line of stderr and the end of the output", async () => {
    expect(await failure(command("echo 7; echo first >&2; echo 'no memory' >&2; exit 3"))).toEqual({
      because: "it ended with exit code 3: no memory",
      output: "7\nfirst\nno memory\n",
    });
    expect((await failure(command("exit 3"))).because).toBe("it ended with exit code 3");
  });

  test("and what stderr says drives no terminal, however long it is", async () => {
    const { because } = await failure(command("printf 'a\\033[2Jb %01000d' 0 >&2; exit 3"));
    expect(because).toStartWith(String.raw`it ended with exit code 3: a\u{1b}[2Jb 000`);
    expect(because).toEndWith("00…");
    expect(because.length).toBeLessThan(700);
  });

  test("by a signal", async () => {
    expect((await failure(command("kill -KILL $$"))).because).toBe("it was ended by SIGKILL");
  });

  test("by its time limit", async () => {
    const { because } = await failure(command("exec sleep 1000", { limitSeconds: 0.6 }));
    expect(because).toBe("it was ended after its time limit of 1 s");
    const trial = await trialOf([command("exec sleep 1000", { limitSeconds: 0.1 }), command("echo 1")]);
    expect(trial.executions.map(({ endedBy }) => endedBy)).toEqual(["limit", "itself"]);
  });

  test("by output that cannot be read, with the line", async () => {
    expect(await failure(command("echo 7; echo nan"))).toMatchObject({
      because: "'nan' is no number",
      output: "7\nnan\n",
    });
  });

  test("by a program that cannot be started, and goes on with the others", async () => {
    const one = planned([command("true")], { tools: [numbers] });
    const trial = await run({
      ...one,
      commands: [
        { command: command("true"), argv: ["/nonexistent/program"], environment: {} },
        { command: command("echo 5"), argv: ["/bin/sh", "-c", "echo 5"], environment: {} },
      ],
    });
    const because = trial?.outcome.status === "failed" ? trial.outcome.because : "";
    expect(because).toStartWith("/nonexistent/program cannot be started: ");
    expect(trial?.executions).toHaveLength(1);
    expect(trial?.samples.map(({ value }) => value)).toEqual([5]);
  });

  test("and keeps the end of long output only; the raw file has all", async () => {
    const trial = await trialOf([command("head -c 10000 /dev/zero | tr '\\0' x; echo end; exit 1")]);
    const output = trial.outcome.status === "failed" ? trial.outcome.output : "";
    expect(output).toMatch(/^…x+end\n$/);
    expect(output.length).toBe(2001);
    expect(trial.raw[0]?.text.length).toBe(10_004);
  });

  test("in one command, which keeps none of the others from being measured", async () => {
    const at = { pages: "thp" };
    const binding = { cpuNode: 0, memoryNode: 1 };
    const trial = await trialOf([
      command("echo 1"),
      command("exit 1", { at, binding }),
      command("echo 3"),
      command("exit 2"),
    ]);
    expect(trial.samples.map(({ value }) => value)).toEqual([1, 3]);
    expect(trial.outcome).toMatchObject({
      status: "failed",
      because:
        "pages thp, CPU node 0 × memory node 1: it ended with exit code 1 (and 1 more of its commands failed)",
    });
    expect(trial.executions.map(({ exitCode }) => exitCode)).toEqual([0, 1, 0, 2]);
  });

  test("and what follows from its samples follows from those that there are", async () => {
    const trial = await trialOf([command("exit 1"), command("echo 5")], (samples) => [...samples]);
    expect(trial.samples.map(({ value }) => value)).toEqual([5, 5]);
  });
});

describe("how far a failed command came", () => {
  const tool: Tool = {
    ...numbers,
    reached: (stdout) => (stdout === "" ? null : `its last size was ${stdout.trim()}`),
  };
  const because = async (script: string, limitSeconds = 60): Promise<string> => {
    const trial = await run(planned([command(script, { limitSeconds })], { tools: [tool] }));
    return trial?.outcome.status === "failed" ? trial.outcome.because : "";
  };

  test("is told with the reason, when its time was up as well", async () => {
    expect(await because("echo 1024; exec sleep 1000", 0.6)).toBe(
      "it was ended after its time limit of 1 s; its last size was 1024",
    );
    expect(await because("echo 8; echo lost >&2; exit 1")).toBe(
      "it ended with exit code 1: lost; its last size was 8",
    );
  });

  test("is not, when it did not come anywhere or all was printed", async () => {
    expect(await because("exit 1")).toBe("it ended with exit code 1");
    expect(await because("echo nan")).toBe("'nan' is no number");
  });
});

describe("what the commands before printed", () => {
  test("is there for a parser, of those that ended well and in their order", async () => {
    const seen: string[][] = [];
    const tool: Tool = {
      ...numbers,
      parse: (output) => {
        seen.push(output.before.map(({ command: { at }, stdout }) => `${at["n"]} ${stdout}`));
        return numbers.parse(output);
      },
    };
    const scripts = ["echo 5", "echo 6; exit 1", "echo nan", "exit 3", "echo 7", "echo 8"];
    const commands = scripts.map((script, n) => command(script, { at: { n }, unavailableExit: 3 }));
    await run(planned(commands, { tools: [tool] }));
    expect(seen).toEqual([[], ["0 5\n"], ["0 5\n"], ["0 5\n", "4 7\n"]]);
  });
});

describe("what the machine cannot do", () => {
  const unavailable = { unavailableExit: 3 };

  test("is a notice in the program's words, and no failure", async () => {
    const trial = await trialOf([command("echo 1"), command("echo 'no 1G pages' >&2; exit 3", unavailable)]);
    expect(trial).toMatchObject({ notices: ["no 1G pages"], outcome: { status: "done" } });
    expect(trial.samples.map(({ value }) => value)).toEqual([1]);
  });

  test("names its command, also where the program says nothing", async () => {
    const silent = command("exit 3", { ...unavailable, at: { pages: "1G" } });
    expect((await trialOf([command("echo 1"), silent])).notices).toEqual(["pages 1G: not to be had here"]);
  });

  test("is said by that exit code alone", async () => {
    expect((await trialOf([command("exit 4", unavailable)])).outcome.status).toBe("failed");
    expect((await trialOf([command("exit 3")])).outcome.status).toBe("failed");
  });
});

test("what a tool remarks on its output is kept with the trial", async () => {
  const tool: Tool = {
    ...numbers,
    parse: ({ stdout }) => ({ samples: [], remarks: stdout === "2\n" ? ["two is left out"] : [] }),
  };
  const trial = await run(planned([command("echo 1"), command("echo 2")], { tools: [tool] }));
  expect(trial?.notices).toEqual(["two is left out"]);
});

describe("the environment of a command", () => {
  test("is the plan's, not what the benchmark asked for, and is kept", async () => {
    const one = planned([command("echo $A", { environment: { A: "1" } })], { tools: [numbers] });
    const trial = await run({
      ...one,
      commands: one.commands.map((each) => ({ ...each, environment: { A: "2" } })),
    });
    expect(trial?.samples).toMatchObject([{ value: 2 }]);
    expect(trial?.executions).toMatchObject([{ environment: { A: "2" } }]);
  });
});

describe("GPUs", () => {
  const seen = (index: number, smClockMHz: number): GpuSample => ({
    ...silentSample(index),
    utilizationPercent: 100,
    smClockMHz,
  });

  /** Sees a clock on the watched GPUs that rises from watch to watch, and takes a second of CPU time each time. */
  function fakeSampler(events: string[]): GpuSampler {
    let watches = 0;
    return {
      watch(gpus) {
        watches += 1;
        events.push(`watch ${gpus.join(",")}`);
        return () => {
          events.push(`end ${gpus.join(",")}`);
          return {
            samples: gpus.map((index) => seen(index, 1000 * watches)),
            printed: { argv: ["smi", "-l"], text: `sample ${watches}\n` },
            cpuSeconds: 1,
            notices: ["a GPU is lost"],
          };
        };
      },
      end() {
        events.push("end");
      },
    };
  }

  const tool: Tool = { ...numbers, parse: () => ({ samples: [], remarks: [] }) };

  test("are watched while a command loads them, and then only", async () => {
    const events: string[] = [];
    const what = planned(
      [command("true", { gpus: [0, 1] }), command("true"), command("false", { gpus: [1] })],
      {
        tools: [tool],
      },
    );
    const trial = await run(what, new AbortController().signal, fakeSampler(events));
    expect(events).toEqual(["watch 0,1", "end 0,1", "watch 1", "end 1"]);
    expect(trial?.gpuLoad).toMatchObject([
      { gpu: 0, samples: 1, smClockMHz: { min: 1000, median: 1000, max: 1000 } },
      { gpu: 1, samples: 2, smClockMHz: { min: 1000, median: 1500, max: 2000 } },
    ]);
    expect(trial?.noise.samplerCpuSeconds).toBe(2);
    expect(trial?.notices).toEqual(["a GPU is lost"]);
    expect(trial?.raw.at(-1)).toEqual({
      file: "gpu_load.txt",
      argv: ["smi", "-l"],
      text: "# smi -l\n# while /bin/sh -c true ran\nsample 1\n# while /bin/sh -c false ran\nsample 2\n",
    });
  });

  test("are in no trial that loads none", async () => {
    const events: string[] = [];
    const trial = await run(planned([command("true")], { tools: [tool] }), undefined, fakeSampler(events));
    expect(events).toEqual([]);
    expect(trial?.gpuLoad).toEqual([]);
    expect(trial?.raw.map(({ file }) => file)).toEqual(["fake.txt"]);
  });

  test("are watched no more when the trial is aborted or its program cannot be started", async () => {
    const events: string[] = [];
    const aborted = planned([command("exec sleep 1000", { gpus: [0] })], { tools: [tool] });
    expect(await run(aborted, AbortSignal.abort(), fakeSampler(events))).toBeNull();
    expect(events).toEqual(["watch 0", "end 0"]);
    const gone = aborted.commands.map((each) => ({ ...each, argv: ["/nonexistent/program"] }));
    await run({ ...aborted, commands: gone }, undefined, fakeSampler(events));
    expect(events).toEqual(["watch 0", "end 0", "watch 0", "end 0"]);
  });
});

describe("an aborted trial", () => {
  test("is no trial, and its later commands do not start", async () => {
    const controller = new AbortController();
    let parsed = 0;
    const tool: Tool = {
      ...shell,
      parse: () => {
        parsed += 1;
        controller.abort();
        return { samples: [], remarks: [] };
      },
    };
    const script = "exec sleep 1000";
    const trial = await run(
      planned([command("true"), command(script), command(script)], { tools: [tool] }),
      controller.signal,
    );
    expect(trial).toBeNull();
    expect(parsed).toBe(1);
  });
});

test("a mistake in the suite itself is not taken for a failed benchmark", async () => {
  const tool: Tool = {
    ...shell,
    parse: () => {
      throw new TypeError("a mistake");
    },
  };
  expect(await settled(run(planned([command("true")], { tools: [tool] })))).toThrow("a mistake");
});
