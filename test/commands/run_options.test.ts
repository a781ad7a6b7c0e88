import { describe, expect, test } from "bun:test";
import { effectiveSettings, readSettings } from "../../src/commands/run_options.ts";
import { UsageError } from "../../src/usage_error.ts";
import { emptyRun, metadataOf } from "../results/example.ts";

describe("settings", () => {
  test("choose no tool by default", () => {
    expect(readSettings({}).tools).toEqual({});
  });

  test("have the tool that is chosen for a benchmark", () => {
    expect(readSettings({ tool: "stream=vcpu-bench-stream" }).tools).toEqual({ stream: "vcpu-bench-stream" });
  });

  test("refuse a tool for a benchmark that is left out", () => {
    const given = { tests: "cpu-single", tool: "stream=vcpu-bench-stream" };
    expect(() => readSettings(given)).toThrow(UsageError);
    expect(() => readSettings(given)).toThrow("--tool chooses for stream, which --tests leaves out");
  });
});

describe("settings of a run until figures are sure", () => {
  test("are those of an ordinary run by default", () => {
    expect(readSettings({}).until).toBeNull();
  });

  test("have half an hour by default", () => {
    expect(readSettings({ until: "1.5" })).toMatchObject({
      rounds: 10,
      until: { percent: 1.5, budgetSeconds: 1800 },
    });
    expect(readSettings({ until: "1%", budget: "90", rounds: "6" })).toMatchObject({
      rounds: 6,
      until: { percent: 1, budgetSeconds: 5400 },
    });
  });

  test.each([
    [{ budget: "30" }, "--budget is for a run with --until: give both, or leave --budget out."],
    [{ until: "1", budget: "0" }, "--budget '0' is not a number of minutes"],
    [{ until: "0" }, "--until '0' is not a percentage"],
    [
      { until: "1", profile: "smoke" },
      "--until is not for --profile smoke, whose numbers are never compared: leave one of the two out.",
    ],
  ])("refuse %j", (given, message) => {
    expect(() => readSettings(given)).toThrow(UsageError);
    expect(() => readSettings(given)).toThrow(message);
  });
});

describe("settings of a run that is resumed", () => {
  const existing = { kind: "ours", metadata: metadataOf([emptyRun]) } as const;

  test("say how sure its figures are to be", () => {
    const settings = { ...emptyRun.settings, until: { percent: 2, budgetSeconds: 60 } };
    const going = { kind: "ours", metadata: metadataOf([{ ...emptyRun, settings }]) } as const;
    expect(effectiveSettings({}, "resume", going, "results/x")).toEqual(settings);
  });

  test("are its own", () => {
    expect(effectiveSettings({}, "resume", existing, "results/x")).toEqual(emptyRun.settings);
  });

  test.each([
    ["tests", "stream"],
    ["rounds", "3"],
    ["until", "1"],
    ["budget", "60"],
    ["profile", "smoke"],
    ["nccl-max-msg", "1M"],
    ["tool", "stream=vcpu-bench-stream"],
  ])("are not changed by --%s", (name, value) => {
    expect(() => effectiveSettings({ [name]: value }, "resume", existing, "results/x")).toThrow(
      `--resume goes on with the settings of the run in results/x: leave --${name} out.`,
    );
  });
});
