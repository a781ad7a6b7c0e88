import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Stages } from "./stages.ts";

const root = join(import.meta.dir, "../..");

/** What a process took. */
interface Taken {
  readonly seconds: number;
  /** Of all its threads: what it would take at least on a machine that others use as well. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly stdout: string;
}

/** Runs a program in a process of its own. @throws Error when it fails. */
async function started(argv: readonly string[]): Promise<Taken> {
  const startedAt = performance.now();
  const child = Bun.spawn([process.execPath, ...argv], {
    cwd: root,
    // As the launcher starts it.
    env: { ...process.env, BUN_JSC_useFTLJIT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const seconds = (performance.now() - startedAt) / 1000;
  const usage = child.resourceUsage();
  if (exitCode !== 0 || usage === undefined)
    throw new Error(`${argv.join(" ")} ended with ${exitCode}: ${stderr.trim()}`);
  return { seconds, cpuSeconds: Number(usage.cpuTime.total) / 1e6, peakBytes: usage.maxRSS, stdout };
}

/** Makes a report as a person does, and says what that took and how large it is. */
export async function reported(folder: string, file: string): Promise<Taken & { readonly bytes: number }> {
  const taken = await started(["src/main.ts", "report", folder, "-o", file]);
  return { ...taken, bytes: (await stat(file)).size };
}

/** How long the stages take, each chain of them in a process of its own. */
export async function staged(folder: string): Promise<Record<"reading" | "analysis" | "page", number>> {
  const run = async (does: "analysis" | "page"): Promise<Stages> =>
    JSON.parse((await started(["bench/report/main.ts", "stages", does, folder])).stdout);
  const [analysed, made] = [await run("analysis"), await run("page")];
  return {
    reading: Math.min(analysed.reading, made.reading),
    analysis: analysed.rest,
    page: made.rest - analysed.rest,
  };
}
