import { describe, expect, test } from "bun:test";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { RunTool } from "../../src/machine/run_tool.ts";
import { findTorchPython } from "../../src/runner/torch_python.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Starts nothing: these pythons have torch, those others are there without it, and no more are there. */
function pythons(withTorch: readonly string[], without: readonly string[], asked: string[]): RunTool {
  return ([program]) => {
    asked.push(program);
    if (!withTorch.includes(program) && !without.includes(program)) return { kind: "missing" };
    return { kind: "ended", exitCode: withTorch.includes(program) ? 0 : 1, stdout: "", stderr: "" };
  };
}

describe("the python of the scripts", () => {
  test("is the first on PATH that has torch, and none behind it is asked", () => {
    const asked: string[] = [];
    const run = pythons(["/c/python3", "/d/python3"], ["/b/python3"], asked);
    expect(findTorchPython("/a:/b:/a:/c:/d", run)).toBe("/c/python3");
    expect(asked).toEqual(["/a/python3", "/b/python3", "/c/python3"]);
  });

  test("is none where none has torch, and is not looked for in the working folder", () => {
    const asked: string[] = [];
    expect(findTorchPython(":.:/b", pythons(["./python3", "python3"], ["/b/python3"], asked))).toBeNull();
    expect(asked).toEqual(["/b/python3"]);
  });
});

describe.if(Bun.which("python3") !== null)("a real python", () => {
  /** A PATH on which python3 finds modules in `modules` and in the working folder, and nowhere else. */
  async function isFound(folder: string, modules: string): Promise<boolean> {
    const bin = join(folder, "bin");
    await mkdir(bin, { recursive: true });
    const python = Bun.which("python3") ?? "";
    await writeFile(
      join(bin, "python3"),
      `#!/bin/sh\ncd '${folder}' && PYTHONPATH='${modules}' exec '${python}' -S "$@"\n`,
      { mode: 0o755 },
    );
    return findTorchPython([bin, "/nonexistent"].join(delimiter)) !== null;
  }

  test("has torch when the package is there, which is not executed", async () => {
    await using folder = await temporaryFolder();
    const modules = join(folder.path, "modules");
    await mkdir(join(modules, "torch"), { recursive: true });
    await writeFile(join(modules, "torch", "__init__.py"), "raise SystemExit(9)\n");
    expect(await isFound(folder.path, modules)).toBe(true);
  });

  test("has none in a folder of that name that is no package, nor in the working folder", async () => {
    await using folder = await temporaryFolder();
    const modules = join(folder.path, "modules");
    await mkdir(join(modules, "torch"), { recursive: true });
    await writeFile(join(folder.path, "torch.py"), "");
    expect(await isFound(folder.path, modules)).toBe(false);
    await symlink(join(folder.path, "torch.py"), join(modules, "torch.py"));
    expect(await isFound(folder.path, modules)).toBe(true);
  });
});
