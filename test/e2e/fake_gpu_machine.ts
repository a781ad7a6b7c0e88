import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { twoH200Guest } from "../machine/captured.ts";
import type { FileTree } from "../machine/file_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { fakeProgram } from "./fake_program.ts";
import { type Finished, root, type Running, start } from "./launch.ts";
import { mountNamespace } from "./mount_namespace.ts";
import { processesEndIn } from "./processes.ts";

/** Shell scripts by the names of the programs for which they stand. */
export type Programs = Readonly<Record<string, string>>;

/** What of GPUs a machine shows. */
export interface FakeGpus {
  /** Files below /sys/bus/pci/devices; those of a guest with two H200 without it. */
  readonly bus?: FileTree;
  readonly isDriverLoaded?: boolean;
  /** On the PATH, before all others. */
  readonly programs?: Programs;
  /** Built from kernels/, besides those for CPUs. */
  readonly kernels?: Programs;
}

/**
 * The machine that runs the tests, but with other GPUs, without torch, with one NUMA node and with a sysbench that
 * measures nothing.
 */
export interface FakeGpuMachine extends AsyncDisposable {
  /** Where the program and its tools are started. */
  readonly path: string;
  /** Where the scripts keep what they did, `$FAKE` for them. */
  readonly state: string;
  start(...args: string[]): Running;
  /** Runs the program to its end, and waits until nothing that was started there is left. */
  run(...args: string[]): Promise<Finished>;
  /** Of a configuration's results. */
  folder(gpu: string, config: string): string;
}

const pciFolder = "/sys/bus/pci/devices/";
const kernelsFolder = join(root, "kernels", "build");
/** With the launcher's mark that they are built, as young as the copy: what else was changed since is no matter here. */
const builtForCpus = ["stream", "pointer_chase", ".complete"];

/** The files of a tree that lie below a folder, written below another. */
async function writeTree(tree: FileTree, below: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(tree).filter(([name]) => name.startsWith(below))) {
    const target = join(folder, path.slice(below.length));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content ?? "");
  }
}

const sysbench = `
[ "$1" != --version ] || { echo "sysbench 1.0.20"; exit; }
cat '${join(root, "test/fixtures/outputs/sysbench-1-thread.txt")}'`;

/** Makes such a machine. Its mounts are seen by nobody else. */
export async function fakeGpuMachine(gpus: FakeGpus): Promise<FakeGpuMachine> {
  const folder = await temporaryFolder();
  const place = (name: string): string => join(folder.path, name);
  const [work, state, bin, kernels] = [place("work"), place("state"), place("bin"), place("kernels")];
  for (const path of [work, state, place("nodes")]) await mkdir(path);
  await writeTree(gpus.bus ?? twoH200Guest, pciFolder, place("bus"));
  await writeTree(gpus.isDriverLoaded === true ? twoH200Guest : {}, "/proc/driver/", place("driver"));
  await mkdir(kernels);
  for (const name of builtForCpus) await copyFile(join(kernelsFolder, name), join(kernels, name));
  for (const [name, script] of Object.entries(gpus.kernels ?? {})) await fakeProgram(kernels, name, script);
  let PATH = await fakeProgram(bin, "sysbench", sysbench);
  for (const [name, script] of Object.entries(gpus.programs ?? {}))
    PATH = await fakeProgram(bin, name, script);
  const mounts = [
    [place("bus"), pciFolder],
    [place("driver"), "/proc/driver"],
    [place("nodes"), "/sys/devices/system/node"],
    [kernels, kernelsFolder],
  ].filter(([, target]) => existsSync(target ?? ""));
  const namespace = await mountNamespace(...mounts.map((words) => ["--bind", ...words]));
  const machine = {
    path: work,
    state,
    start: (...args: string[]) =>
      start(args, {
        cwd: work,
        // No python3 but a fake one can start with such a home, whatever the machine has.
        environment: { PATH, FAKE: state, PYTHONHOME: "/nonexistent" },
        // Entering the namespace leads to its root.
        prefix: [...namespace.prefix, "env", `--chdir=${work}`],
      }),
    run: async (...args: string[]) => {
      const finished = await machine.start(...args).finished;
      await processesEndIn(work);
      return finished;
    },
    folder: (gpu: string, config: string) => join(work, "results", gpu, config),
    async [Symbol.asyncDispose]() {
      await namespace[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
  return machine;
}
