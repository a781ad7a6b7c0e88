import { describe, expect, test } from "bun:test";
import {
  readBudget,
  readMessageSize,
  readProfile,
  readRounds,
  readTests,
  readTools,
  readUntil,
} from "../../src/commands/values.ts";
import { UsageError } from "../../src/usage_error.ts";

describe("--profile", () => {
  test("takes the three profiles", () => {
    expect(["smoke", "standard", "thorough"].map(readProfile)).toEqual(["smoke", "standard", "thorough"]);
  });

  test("refuses others with the closest one", () => {
    expect(() => readProfile("through")).toThrow("did you mean thorough?");
    expect(() => readProfile("Smoke")).toThrow(UsageError);
    expect(() => readProfile("fastest-of-all")).toThrow(
      "--profile 'fastest-of-all' is none of smoke, standard, thorough.",
    );
  });
});

describe("--rounds", () => {
  test("takes whole numbers from 1 to 1000", () => {
    expect(["1", "10", "1000"].map(readRounds)).toEqual([1, 10, 1000]);
  });

  test.each(["0", "1001", "-1", "+1", "1.5", "1e2", "0x10", "ten", "", " 5", "٣", "9".repeat(400)])(
    "refuses '%s'",
    (text) => {
      expect(() => readRounds(text)).toThrow(UsageError);
    },
  );
});

describe("--until", () => {
  test("takes percentages above 0 and up to 50", () => {
    expect(["1", "0.5", "2.5%", "50", "50.0%", "007"].map(readUntil)).toEqual([1, 0.5, 2.5, 50, 50, 7]);
  });

  test.each([
    "0",
    "0.0",
    "50.1",
    "-1",
    "+1",
    "1e0",
    ".5",
    "1.",
    "1%%",
    "%",
    "±1",
    "1 %",
    "one",
    "",
    " 1",
    "٣",
  ])("refuses '%s'", (text) => {
    expect(() => readUntil(text)).toThrow(UsageError);
    expect(() => readUntil(text)).toThrow(
      `--until '${text}' is not a percentage above 0 and up to 50, such as 1 or 0.5.`,
    );
  });

  test.each(["9".repeat(400), `0.${"0".repeat(400)}1`])(
    "refuses what is no number for a computer: %s",
    (text) => {
      expect(() => readUntil(text)).toThrow(UsageError);
    },
  );
});

describe("--budget", () => {
  test("takes minutes, up to a week of them, and gives seconds", () => {
    expect(["30", "7.5", "0.05", "10080"].map(readBudget)).toEqual([1800, 450, 3, 604_800]);
  });

  test.each(["0", "0.0", "10081", "-1", "1e3", "30m", "1:30", ".5", "half", "", "9".repeat(400)])(
    "refuses '%s'",
    (text) => {
      expect(() => readBudget(text)).toThrow(UsageError);
      expect(() => readBudget(text)).toThrow(
        "is not a number of minutes above 0 and up to 10080, such as 30.",
      );
    },
  );
});

describe("--nccl-max-msg", () => {
  test.each([
    ["8", 8],
    ["64K", 65_536],
    ["512M", 536_870_912],
    ["512m", 536_870_912],
    ["1G", 1_073_741_824],
    ["64G", 68_719_476_736],
  ] as const)("%s is %d bytes", (text, bytes) => {
    expect(readMessageSize(text)).toBe(bytes);
  });

  test.each([
    "",
    "7",
    "0K",
    "65G",
    "68719476737",
    "1T",
    "1.5G",
    "-1G",
    "1 G",
    "G",
    "1GB",
    "0x10",
    "1e9",
    "nan",
  ])("refuses '%s'", (text) => {
    expect(() => readMessageSize(text)).toThrow(UsageError);
    expect(() => readMessageSize(text)).toThrow("such as 64K, 512M or 1G");
  });
});

describe("--tests", () => {
  const known = ["cpu-single", "cpu-all", "stream"];

  test("gives the order of a round, each once", () => {
    expect(readTests("stream,cpu-single", known, [])).toEqual(["cpu-single", "stream"]);
    expect(readTests("stream, stream", known, [])).toEqual(["stream"]);
  });

  test("refuses what does not exist, with the closest that does", () => {
    expect(() => readTests("strem", known, [])).toThrow("did you mean stream?");
    expect(() => readTests("cpu-all,quake", known, [])).toThrow(
      "--tests 'quake' is none of cpu-single, cpu-all, stream.",
    );
    expect(() => readTests("nccll", known, ["nccl"])).toThrow("did you mean nccl?");
  });

  test("refuses an empty place in the list", () => {
    expect(() => readTests("stream,", known, [])).toThrow(UsageError);
  });

  test("says of what exists elsewhere that this version cannot measure it", () => {
    expect(() => readTests("nccl", known, ["nccl"])).toThrow(
      "this version shows nccl results but cannot measure them",
    );
  });
});

describe("--tool", () => {
  const known = new Map([
    ["stream", ["ours", "official"]],
    ["nccl", ["ours", "all_reduce_perf"]],
  ]);

  test("chooses a tool for each benchmark that it names", () => {
    expect(readTools(undefined, known)).toEqual({});
    expect(readTools("nccl=all_reduce_perf", known)).toEqual({ nccl: "all_reduce_perf" });
    expect(readTools("nccl=ours, stream=official", known)).toEqual({ nccl: "ours", stream: "official" });
  });

  test.each([
    ["ours", "--tool 'ours' is not BENCHMARK=TOOL, such as stream=ours."],
    ["stream=ours=2", "--tool 'stream=ours=2' is not BENCHMARK=TOOL"],
    ["stream=ours,", "--tool '' is not BENCHMARK=TOOL"],
    ["strem=ours", "--tool 'strem=ours': 'strem' is none of stream, nccl (did you mean stream?)."],
    ["__proto__=ours", "'__proto__' is none of stream, nccl."],
    [
      "stream=oficial",
      "--tool 'stream=oficial': stream has no tool 'oficial', only ours, official (did you mean official?).",
    ],
    ["stream=all_reduce_perf", "stream has no tool 'all_reduce_perf'"],
    ["stream=", "stream has no tool ''"],
    ["stream=ours,stream=official", "--tool names stream twice."],
  ])("refuses '%s'", (text, message) => {
    expect(() => readTools(text, known)).toThrow(UsageError);
    expect(() => readTools(text, known)).toThrow(message);
  });
});
