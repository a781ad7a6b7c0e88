import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import { readBlockNumbers, readLastRun, readSamples } from "./configuration_files.ts";
import { fakeProgram } from "./fake_program.ts";
import { patience, run } from "./launch.ts";

setDefaultTimeout(patience);

const measured = ["run", "demo", "--profile", "smoke", "--tests", "cpu-single,stream"];
const answersVersion = '[ "$1" != --version ] || { echo "sysbench 9.9.9"; exit; }';
const bytesOf100Megabytes = 100 * 1000 * 1000;

/** What a broken sysbench does, what must be said of it, and what must be kept of its output. */
const brokenTools: Readonly<Record<string, { script: string; because: RegExp; output: string }>> = {
  "ends with an error": {
    script: "echo 'began well'; echo 'FATAL: no luck' >&2; exit 1",
    because: /exit code 1: FATAL: no luck/,
    output: "began well",
  },
  "prints something else": {
    script: "echo 'Segmentation faults are <b>fun</b>'",
    because: /./,
    output: "<b>fun</b>",
  },
  "prints nothing": { script: ":", because: /./, output: "" },
  "prints nan": {
    script:
      "/usr/bin/env -- sysbench_of_the_system \"$@\" | sed 's/events per second: .*/events per second: nan/'",
    because: /nan/,
    output: "events per second: nan",
  },
  "is ended by a signal": {
    script: "echo 'until here'; kill -SEGV $$",
    because: /SIGSEGV/,
    output: "until here",
  },
  "prints 100 MB": {
    script: `head -c ${bytesOf100Megabytes} /dev/zero | tr '\\0' 'x'`,
    because: /./,
    output: "more bytes were not kept",
  },
  "prints bytes that are no text": {
    script: "printf '\\377\\376\\000\\033[31mred\\n'",
    because: /./,
    output: "red",
  },
};

describe("a sysbench that", () => {
  test.each(Object.keys(brokenTools))(
    "%s fails, is told of and kept, and the rest is measured",
    async (what) => {
      const { script, because, output } = brokenTools[what] ?? { script: "", because: /$^/, output: "" };
      await using folder = await temporaryFolder();
      const real = Bun.which("sysbench") ?? "";
      const PATH = await fakeProgram(
        join(folder.path, "bin"),
        "sysbench",
        `${answersVersion}\n${script.replace("/usr/bin/env -- sysbench_of_the_system", real)}`,
      );
      const { exitCode, stdout, stderr } = await run(measured, { cwd: folder.path, environment: { PATH } });
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toMatch(/cpu-single failed in round 1: /);
      expect(stderr).toContain("1 trial failed");
      expect(stderr).not.toContain("    at ");

      const configuration = join(folder.path, "results", "no-gpu", "demo");
      const { status, trials } = await readLastRun(configuration);
      expect(status).toBe("finished");
      const [failed, done] = trials;
      expect(failed).toMatchObject({ benchmark: "cpu-single", outcome: { status: "failed" } });
      expect(done).toMatchObject({ benchmark: "stream", outcome: { status: "done" } });
      if (failed?.outcome.status !== "failed") throw new Error("it did not fail");
      expect(failed.outcome.because).toMatch(because);
      expect(failed.outcome.output).toContain(output);
      expect(failed.outcome.output.length).toBeLessThan(10_000);

      expect(await readBlockNumbers(configuration, "cpu_single.txt")).toEqual([1]);
      const raw = await readFile(join(configuration, "cpu_single.txt"), "utf8");
      expect(raw).toContain(output);
      expect(raw.length).toBeLessThan(bytesOf100Megabytes / 10);
      const samples = await readSamples(configuration);
      expect(samples.length).toBeGreaterThan(0);
      expect(samples.every(({ benchmark }) => benchmark === "stream")).toBe(true);

      const report = await run(["report", "results", "-o", "report.md"], { cwd: folder.path });
      expect(report.exitCode).toBe(0);
      const page = await readFile(join(folder.path, "results", "report.html"), "utf8");
      expect(page).toContain("cpu-single");
      expect(page).not.toContain("<b>fun</b>");
    },
  );
});
