import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { beginRun, type Beginning } from "../../src/results/begin_run.ts";
import type { Existing, Mode } from "../../src/results/folder.ts";
import type { Run } from "../../src/results/metadata.ts";
import { UsageError } from "../../src/usage_error.ts";
import { emptyRun, finishedTrial, keptTrial, metadataOf } from "./example.ts";
import { gpu } from "../machine/gpus/made_up.ts";

const folder = "results/no-gpu/demo";
const trials = [1, 2].map((round) => keptTrial(finishedTrial(round)));
const finished: Run = { ...emptyRun, status: "finished", endedAt: "2026-11-22T10:05:00.000Z", trials };
const interrupted: Run = {
  ...emptyRun,
  status: "interrupted",
  endedAt: "2026-11-22T10:05:00.000Z",
  trials: trials.slice(0, 1),
};
const killed: Run = { ...emptyRun, trials: trials.slice(0, 1) };
const { id: _id, ...newRun } = { ...emptyRun, startedAt: "2026-11-23T10:00:00.000Z" };

function begin(existing: Existing, mode: Mode, run: Omit<Run, "id"> = newRun): Beginning {
  return beginRun({ folder, existing, mode, gpu: "no-gpu", config: "demo", run });
}

function ours(...runs: Run[]): Existing {
  return {
    kind: "ours",
    metadata: metadataOf(runs, { "samples.csv": 10, "cpu_single.txt": 5, "other.txt": 1 }),
  };
}

const nothing: Existing = { kind: "nothing" };
const foreign: Existing = { kind: "foreign", because: "it has no metadata.json" };

/** The message with which measuring is refused. */
function refusal(existing: Existing, mode: Mode, run: Omit<Run, "id"> = newRun): string {
  try {
    begin(existing, mode, run);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "not refused";
}

describe("where nothing is", () => {
  test.each(["new", "append", "replace"] as const)("%s begins with round 1 of run 1", (mode) => {
    expect(begin(nothing, mode)).toEqual({
      metadata: metadataOf([{ ...newRun, id: 1 }]),
      firstRound: 1,
      clear: [],
    });
  });

  test("resume is refused", () => {
    expect(refusal(nothing, "resume")).toBe(`${folder} does not exist, so there is nothing to resume.`);
  });
});

describe("where results are that cannot be added to", () => {
  test.each(["new", "append", "resume"] as const)("%s is refused, and says why and what to do", (mode) => {
    const message = refusal(foreign, mode);
    expect(message).toStartWith(
      `${folder} holds files that this version cannot add to (it has no metadata.json)`,
    );
    expect(message).toContain("--replace");
    expect(message).toContain("another name");
  });

  test("replace clears results files and nothing else", () => {
    const { metadata, firstRound, clear } = begin(foreign, "replace");
    expect(metadata).toEqual(metadataOf([{ ...newRun, id: 1 }]));
    expect(firstRound).toBe(1);
    expect(clear).toContain("metadata.json");
    expect(clear).toContain("samples.csv");
    expect(clear).toContain("summary.csv");
    expect(clear).toContain("stream_numa_local.txt");
    expect(clear.every((file) => /^[a-z_]+\.(json|csv|txt)$/.test(file))).toBe(true);
  });
});

describe("where results of schema 1 are", () => {
  const old: Existing = { kind: "ours", metadata: { ...metadataOf([killed], { "old.txt": 1 }), schema: 1 } };

  test.each(["new", "append", "resume"] as const)("%s is refused, and says why and what to do", (mode) => {
    const message = refusal(old, mode);
    expect(message).toStartWith(`${folder} holds results that an earlier version wrote`);
    expect(message).toContain("--replace");
    expect(message).toContain("another name");
    expect(message).not.toContain("--append");
  });

  test("replace begins anew, with this version's schema", () => {
    const { metadata, clear } = begin(old, "replace");
    expect(metadata).toEqual(metadataOf([{ ...newRun, id: 1 }]));
    expect(clear).toContain("old.txt");
  });
});

describe.each([
  ["finished", finished],
  ["interrupted", interrupted],
  ["killed", killed],
] as const)("where a %s run of ours is", (_, run) => {
  test("new is refused and names every way to go on", () => {
    const message = refusal(ours(run), "new");
    expect(message).toStartWith(`${folder} already holds `);
    expect(message).toContain("of 2026-11-22");
    for (const way of ["--append", "--resume", "--replace", "another name"]) expect(message).toContain(way);
  });

  test("append adds a run whose rounds follow", () => {
    const { metadata, firstRound, clear } = begin(ours(run), "append");
    expect(metadata.runs).toEqual([run, { ...newRun, id: 2 }]);
    expect(metadata.committed).toEqual({ "samples.csv": 10, "cpu_single.txt": 5, "other.txt": 1 });
    expect(firstRound).toBe(run.trials.length + 1);
    expect(clear).toEqual([]);
  });

  test("replace forgets it and clears its files, also those that only it knows", () => {
    const { metadata, firstRound, clear } = begin(ours(run), "replace");
    expect(metadata).toEqual(metadataOf([{ ...newRun, id: 1 }]));
    expect(firstRound).toBe(1);
    expect(clear).toContain("other.txt");
    expect(new Set(clear).size).toBe(clear.length);
  });
});

test("the refusal says how many rounds there are and whether the last run is unfinished", () => {
  expect(refusal(ours(finished), "new")).toContain("holds 2 rounds of 2026-11-22:");
  expect(refusal(ours(killed), "new")).toContain("holds 1 round of 2026-11-22, the last run unfinished:");
  expect(refusal(ours(emptyRun), "new")).toContain("holds 0 rounds");
});

test("append gives a number that no run has had", () => {
  const { metadata } = begin(ours(finished, { ...finished, id: 7 }), "append");
  expect(metadata.runs.map(({ id }) => id)).toEqual([1, 7, 8]);
});

describe("resume", () => {
  test.each([
    ["an interrupted run", interrupted],
    ["a killed run", killed],
    ["a run that finished no trial", emptyRun],
  ])("goes on with %s as it was", (_, run) => {
    expect(begin(ours(run), "resume")).toEqual({
      metadata: metadataOf([{ ...run, status: "running", endedAt: null }], {
        "samples.csv": 10,
        "cpu_single.txt": 5,
        "other.txt": 1,
      }),
      firstRound: 1,
      clear: [],
    });
  });

  test("counts its rounds from where the runs before it ended", () => {
    const second = { ...killed, id: 2, trials: [keptTrial(finishedTrial(3))] };
    const { metadata, firstRound } = begin(ours(finished, second), "resume");
    expect(firstRound).toBe(3);
    expect(metadata.runs).toEqual([finished, second]);
  });

  test("of a finished run is refused and names --append", () => {
    expect(refusal(ours(interrupted, { ...finished, id: 2 }), "resume")).toBe(
      `${folder} has nothing to resume: its last run is finished; --append adds another.`,
    );
  });

  test("after another boot is refused, since rounds of one run share one boot", () => {
    const message = refusal(ours(killed), "resume", {
      ...newRun,
      machine: { ...newRun.machine, bootId: "another" },
    });
    expect(message).toContain("has been booted since");
    expect(message).toContain("--append");
  });

  const { cpu, container } = newRun.machine;
  test.each([
    [
      "fewer allowed CPUs",
      { cpu: { ...cpu, allowed: "0" } },
      `${cpu.allowed} of ${cpu.online}; now 0 of ${cpu.online}`,
    ],
    ["more online CPUs", { cpu: { ...cpu, online: "0-3" } }, `now ${cpu.allowed} of 0-3`],
    ["another quota", { container: { ...container, cpuQuota: 1.5 } }, "a quota of 1.5"],
  ])("with %s is refused and says what differs", (_, machine, differs) => {
    const message = refusal(ours(killed), "resume", {
      ...newRun,
      machine: { ...newRun.machine, ...machine },
    });
    expect(message).toContain("the CPUs are not the same");
    expect(message).toContain(differs);
    expect(message).toContain("--append");
  });

  const differences: [string, Partial<MachineFacts>, string, string][] = [
    [
      "other GPUs",
      { gpus: { ...newRun.machine.gpus, devices: [gpu(1)] } },
      "the GPUs are not the same",
      "(none; now NVIDIA H200 at 0000:01:00.0)",
    ],
    [
      "other variables",
      { environment: { NCCL_ALGO: "Ring" } },
      "the environment variables for GPUs and threads are not the same",
      "(none; now NCCL_ALGO=Ring)",
    ],
  ];
  test.each(differences)("with %s is refused and says what differs", (_, machine, kind, values) => {
    const message = refusal(ours(killed), "resume", {
      ...newRun,
      machine: { ...newRun.machine, ...machine },
    });
    for (const word of [kind, values]) expect(message).toContain(word);
    expect(message).toContain("--append");
  });

  test("with another version of a tool is refused and says what differs", () => {
    const tool = { benchmark: "stream", id: "vcpu-bench-stream", label: "", path: "/stream", version: "1" };
    const message = refusal(ours({ ...killed, tools: [tool] }), "resume", {
      ...newRun,
      tools: [{ ...tool, version: "2" }],
    });
    expect(message).toContain("the tools are not the same");
    expect(message).toContain("vcpu-bench-stream 1; now vcpu-bench");
    expect(message).toContain("--append");
  });
});
