import { createHash } from "node:crypto";
import { cp, exists, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../alive.ts";
import type { DebianArchive } from "../debian/debian_archive.ts";
import { debootstrap } from "../debian/debootstrap.ts";
import { execute } from "../debian/execute.ts";
import { hostArchive } from "../debian/host_archive.ts";
import { bootRecord, partitionOffset } from "./boot_record.ts";
import { GuestError } from "./guest_error.ts";
import { fetchKernel } from "./guest_kernel.ts";

/** What a guest boots from; neither file is ever written to. */
export interface GuestSystem {
  readonly kernel: string;
  readonly rootImage: string;
}

const packages = ["sysbench", "numactl", "util-linux", "libgomp1", "procps"];
const fileSystemBytes = 1024 ** 3;
const initScript = "guest_init.sh";
/** What a system is made by: when one of these files changes, it is made anew. */
const recipeFiles = [
  initScript,
  "boot_record.ts",
  "guest_kernel.ts",
  "guest_system.ts",
  "../debian/debootstrap.ts",
  "../debian/foreign_packages.ts",
];
/** A preparation's folder is named so, with the preparing process's id behind it. */
const unfinishedPrefix = "unfinished-";

/** Equal recipes make equal systems, up to the package versions of the day. */
async function recipeKey(archive: DebianArchive): Promise<string> {
  const hash = createHash("sha256").update(archive.suite);
  for (const file of recipeFiles) hash.update(await readFile(join(import.meta.dir, file)));
  return hash.digest("hex").slice(0, 16);
}

async function writeAt(file: string, position: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.write(bytes, 0, bytes.length, position);
  } finally {
    await handle.close();
  }
}

async function makeRootImage(archive: DebianArchive, root: string, image: string): Promise<void> {
  await debootstrap(archive, root, packages);
  await mkdir(join(root, "payload"));
  await cp(join(import.meta.dir, initScript), join(root, "sbin", "guest-init"));
  const place = ["-E", `offset=${partitionOffset}`];
  const size = `${fileSystemBytes / 1024}k`;
  await execute(["mkfs.ext4", "-q", "-F", "-O", "^has_journal", ...place, "-d", root, image, size]);
  await writeAt(image, 0, bootRecord(fileSystemBytes));
}

/** Removes the remains of killed preparations, and systems made by an older recipe. */
async function removeStale(cacheFolder: string, key: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const owner = name.startsWith(unfinishedPrefix) ? Number(name.slice(unfinishedPrefix.length)) : null;
    const isNeeded = owner === null ? name === key : isAlive(owner);
    if (!isNeeded) await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

/**
 * A Debian root image with its kernel, made once (about 40 s) and kept in the cache folder under its recipe's hash.
 * It gets its name there when it is complete, so that a killed preparation is never mistaken for one.
 *
 * @throws GuestError when it must be made and cannot be.
 */
export async function guestSystem(cacheFolder: string): Promise<GuestSystem> {
  await mkdir(cacheFolder, { recursive: true });
  const archive = await hostArchive();
  const key = await recipeKey(archive);
  const finished = join(cacheFolder, key);
  const system = { kernel: join(finished, "vmlinuz"), rootImage: join(finished, "root.img") };
  if (await exists(finished)) return system;

  if (process.getuid?.() !== 0)
    throw new GuestError(
      "making the guest's root file system needs root: run the guest tests with sudo once",
    );
  await removeStale(cacheFolder, key);
  const unfinished = join(cacheFolder, `${unfinishedPrefix}${process.pid}`);
  const workFolder = join(unfinished, "work");
  const result = join(unfinished, "result");
  try {
    await mkdir(workFolder, { recursive: true });
    await mkdir(result);
    await fetchKernel(archive, workFolder, join(result, "vmlinuz"));
    await makeRootImage(archive, join(workFolder, "root"), join(result, "root.img"));
    // Another process may have finished the same one meanwhile.
    if (!(await exists(finished))) await rename(result, finished);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return system;
}
