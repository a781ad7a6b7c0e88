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

describe("settings of a run that is resumed", () => {
  const existing = { kind: "ours", metadata: metadataOf([emptyRun]) } as const;

  test("are its own", () => {
    expect(effectiveSettings({}, "resume", existing, "results/x")).toEqual(emptyRun.settings);
  });

  test.each([
    ["tests", "stream"],
    ["rounds", "3"],
    ["profile", "smoke"],
    ["nccl-max-msg", "1M"],
    ["tool", "stream=vcpu-bench-stream"],
  ])("are not changed by --%s", (name, value) => {
    expect(() => effectiveSettings({ [name]: value }, "resume", existing, "results/x")).toThrow(
      `--resume goes on with the settings of the run in results/x: leave --${name} out.`,
    );
  });
});
