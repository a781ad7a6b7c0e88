import { cp, exists, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { execute } from "../debian/execute.ts";
import { GuestError } from "./guest_error.ts";

/** One program run in the guest, in the suite's folder. */
export interface Step {
  /** Names what it leaves; a file name. */
  readonly name: string;
  readonly argv: readonly string[];
}

/** What of the checkout a guest needs; node_modules is added without what only development needs. */
const suiteParts = ["vcpu-bench", "src", "kernels", "package.json", "bun.lock", "bunfig.toml"];

const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

async function dependencies(packageFolder: string): Promise<string[]> {
  const text = await readFile(join(packageFolder, "package.json"), "utf8");
  return Object.keys(manifest.parse(JSON.parse(text)).dependencies);
}

/** The packages that run with the suite, those that they need included. */
async function productionModules(checkout: string): Promise<string[]> {
  const wanted = new Set(await dependencies(checkout));
  // A set that grows is walked to its new end.
  for (const name of wanted)
    for (const needed of await dependencies(join(checkout, "node_modules", name))) wanted.add(needed);
  return [...wanted];
}

/** Copies what the launcher takes for a complete installation, so that it finds nothing to install in the guest. */
async function copySuite(checkout: string, suite: string): Promise<void> {
  const modules = (await productionModules(checkout)).map((name) => join("node_modules", name));
  for (const part of [...suiteParts, ...modules])
    // The launcher compares times to tell whether kernels are older than their source.
    await cp(join(checkout, part), join(suite, part), { recursive: true, preserveTimestamps: true });
  await cp(join(checkout, "bun.lock"), join(suite, "node_modules", ".installed-production"));
}

/**
 * Makes the disk that carries the suite, this Bun, `programs` and the steps into a guest, where it is mounted on
 * /payload.
 *
 * @throws GuestError when the suite's kernels are not built.
 */
export async function makePayload(options: {
  readonly checkout: string;
  readonly steps: readonly Step[];
  /** A folder of the host that becomes /payload/programs. */
  readonly programs: string;
  readonly workFolder: string;
  readonly image: string;
}): Promise<void> {
  const { checkout, steps, programs, workFolder, image } = options;
  if (!(await exists(join(checkout, "kernels", "build", ".complete"))))
    throw new GuestError(
      "the kernels to be run in the guest are not built: ./vcpu-bench test --guest builds them",
    );
  await mkdir(join(workFolder, "steps"), { recursive: true });
  await mkdir(join(workFolder, "bin"));
  await copySuite(checkout, join(workFolder, "suite"));
  await cp(programs, join(workFolder, "programs"), { recursive: true });
  await cp(process.execPath, join(workFolder, "bin", "bun"));
  for (const [index, { name, argv }] of steps.entries()) {
    const ordered = `${String(index + 1).padStart(2, "0")}-${name}`;
    await writeFile(join(workFolder, "steps", ordered), argv.map((word) => `${word}\0`).join(""));
  }
  await execute(["mkfs.ext4", "-q", "-F", "-O", "^has_journal", "-d", workFolder, image, "512M"]);
}
