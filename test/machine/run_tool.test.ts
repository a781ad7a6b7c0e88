import { expect, test } from "bun:test";
import { runTool, toolFailure } from "../../src/machine/run_tool.ts";

test("a tool's output and exit code", () => {
  expect(runTool(["sh", "-c", "echo out; echo err >&2; exit 3"])).toEqual({
    kind: "ended",
    exitCode: 3,
    stdout: "out\n",
    stderr: "err\n",
  });
});

test("tools speak the C locale", () => {
  expect(runTool(["sh", "-c", "echo $LC_ALL"])).toMatchObject({ stdout: "C\n" });
});

test("a tool that does not exist is missing", () => {
  expect(runTool(["no-such-tool-anywhere"])).toEqual({ kind: "missing" });
});

test("a tool that was killed has no exit code", () => {
  const outcome = runTool(["sh", "-c", "kill -KILL $$"]);
  expect(outcome).toMatchObject({ kind: "ended", exitCode: null });
  expect(toolFailure(["sh", "-c"], outcome)).toBe("sh -c was ended by a signal or the time limit");
});

test("a tool that takes longer than it may is ended", () => {
  expect(runTool(["sleep", "600"], 10)).toMatchObject({ kind: "ended", exitCode: null });
});
