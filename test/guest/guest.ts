import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootGuest, emulatorArguments, type Hardware } from "./emulator.ts";
import { execute } from "../debian/execute.ts";
import { GuestError } from "./guest_error.ts";
import { guestSystem } from "./guest_system.ts";
import { assertHostTools } from "./host_tools.ts";
import { makePayload, type Step } from "./payload.ts";

const checkout = join(import.meta.dir, "..", "..");
const cacheFolder = join(checkout, ".cache", "guest");
const programs = join(import.meta.dir, "programs");
const resultsBytes = 256 * 1024 * 1024;

/** What a guest is made of and what it does; past the limit it is ended, which is a failure. */
export interface GuestJob {
  readonly hardware: Hardware;
  readonly steps: readonly Step[];
  readonly limitSeconds: number;
}

/** How a step ended in the guest. */
export interface StepResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a guest left behind, now on the host. */
export class GuestResults {
  constructor(private readonly folder: string) {}

  /** The guest's /out. */
  get out(): string {
    return join(this.folder, "out");
  }

  async step(name: string): Promise<StepResult> {
    const read = (file: string): Promise<string> => readFile(join(this.out, "steps", name, file), "utf8");
    return {
      exitCode: Number(await read("exit_code")),
      stdout: await read("stdout"),
      stderr: await read("stderr"),
    };
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Boots a guest whose disks lie in `folder`, and returns when it has run the steps and powered itself off. */
async function runInFolder(folder: string, job: GuestJob): Promise<GuestResults> {
  const disks = { payload: join(folder, "payload.img"), results: join(folder, "results.img") };
  const results = new GuestResults(folder);
  // Before the system, which takes much longer: it may find that something is missing.
  await makePayload({
    checkout,
    steps: job.steps,
    programs,
    workFolder: join(folder, "payload"),
    image: disks.payload,
  });
  await writeFile(disks.results, "");
  await truncate(disks.results, resultsBytes);
  const system = await guestSystem(cacheFolder);
  await bootGuest({
    arguments: emulatorArguments(job.hardware, system, disks),
    consoleFile: join(folder, "console.log"),
    limitSeconds: job.limitSeconds,
  });
  await mkdir(results.out);
  await execute(["tar", "-xf", disks.results, "-C", results.out]);
  return results;
}

/**
 * Runs the steps of a job in a freshly booted guest that has the checkout's suite. The prepared system is kept for
 * the next time; of the guest itself nothing is left but its results, which the caller removes.
 *
 * @throws GuestError when the guest cannot be prepared, or does not come to its end within the limit.
 */
export async function runGuest(job: GuestJob): Promise<GuestResults> {
  if (process.arch !== "x64")
    throw new GuestError(
      "the emulated guest runs this machine's programs, which must be x86-64: use such a machine",
    );
  assertHostTools();
  const folder = await mkdtemp(join(tmpdir(), "vcpu-bench-guest-"));
  try {
    return await runInFolder(folder, job);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
