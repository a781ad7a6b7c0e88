import { expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toolVersions } from "../../src/runner/tool_versions.ts";
import { temporaryFolder } from "../temporary_folder.ts";
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

test("a script is asked through its interpreter", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "script");
  await writeFile(path, "echo script 2.0 $1");
  const tool = { ...shell, versionArguments: ["--version"] };
  const script = { ...planned([], { tools: [tool] }), path, interpreter: ["/bin/sh", "-e"] };
  expect(toolVersions(planOf([script]))).toMatchObject([{ path, version: "script 2.0 --version" }]);
});
