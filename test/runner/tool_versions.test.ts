import { expect, test } from "bun:test";
import { toolVersions } from "../../src/runner/tool_versions.ts";
import { planned, planOf, shell } from "./examples.ts";

test("a tool's version is the first line of what it says, or empty", () => {
  const silent = { ...shell, id: "silent", versionArguments: ["-c", "exit 1"] };
  const gone = { ...planned([], { id: "c" }), path: "/nonexistent/program" };
  const plan = planOf([planned([], { id: "a" }), planned([], { id: "b", tools: [silent] }), gone]);
  const common = { label: "a shell", path: "/bin/sh" };
  expect(toolVersions(plan)).toEqual([
    { ...common, benchmark: "a", id: "shell", version: "shell 1.0" },
    { ...common, benchmark: "b", id: "silent", version: "" },
    { ...common, benchmark: "c", id: "shell", path: "/nonexistent/program", version: "" },
  ]);
});
