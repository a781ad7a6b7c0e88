import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** How many checks a step made. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One program that checks something. */
export interface Step {
  readonly name: string;
  readonly argv: readonly string[];
  /** Reads from what it printed how many checks it made; null counts the step as one check, by its exit code. */
  readonly count: ((printed: string) => Count | null) | null;
}

/** `3 passed, 0 failed, 1 skipped` alone on a line, the last such. */
export function countOwnLine(printed: string): Count | null {
  const match = Array.from(printed.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)).at(-1);
  return match === undefined
    ? null
    : { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
}

/** The summary of `bun test`: ` 3 pass`, ` 1 skip`, ` 0 fail`. */
export function countBunTest(printed: string): Count | null {
  const number = (word: string): number | null => {
    const match = Array.from(printed.matchAll(new RegExp(`^ *(\\d+) ${word}$`, "gm"))).at(-1);
    return match === undefined ? null : Number(match[1]);
  };
  const [passed, failed] = [number("pass"), number("fail")];
  if (passed === null || failed === null) return null;
  return { passed, failed, skipped: (number("skip") ?? 0) + (number("todo") ?? 0) };
}

/** Long enough for the slowest test on a busy machine: a bound against hanging, no measure of speed. */
const testTimeoutMilliseconds = 20 * 60 * 1000;

/** Files of tests at a time: two even on one CPU, since they wait as well, and no more than a machine has memory for. */
const testWorkers = Math.min(Math.max(availableParallelism(), 2), 4);

function bunTest(root: string, folders: readonly string[], ...options: readonly string[]): readonly string[] {
  return [
    process.execPath,
    `--config=${join(root, "bunfig.toml")}`,
    "test",
    "--only-failures",
    `--parallel=${testWorkers}`,
    // What one file has loaded, made or built serves those after it: to do so anew for each takes half as long again.
    "--no-isolate",
    `--timeout=${testTimeoutMilliseconds}`,
    ...options,
    ...folders.map((folder) => `./test/${folder}/`),
  ];
}

const shellScripts = [
  "vcpu-bench",
  ".ci/run",
  "containers/vcpu-bench",
  "kernels/test/run.sh",
  "test/guest/guest_init.sh",
  "test/guest/programs/numactl_without_cpus/numactl",
  "test/guest/programs/numactl_without_memory/numactl",
];

/** Checks one after the other, beside which other lanes run: they change nothing that another lane looks at. */
export type Lane = readonly Step[];

/** Folders of tests that have checks of their own, or none. */
const foldersOfOthers: ReadonlySet<string> = new Set(["containers", "fixtures", "guest"]);

/** Folders of tests that start the whole program or a browser over and over. */
const slowFolders: ReadonlySet<string> = new Set(["e2e", "hostile"]);

/**
 * All checks but those in a guest and in containers, the quick ones first.
 * @param isQuick leaves out the tests that take most of the time
 */
export async function ordinaryLanes(root: string, isQuick: boolean): Promise<Lane[]> {
  // --bun: these are programs for node, which a machine with curl alone has not.
  const script = (name: string): readonly string[] => [process.execPath, "--bun", "run", name];
  const entries = await readdir(join(root, "test"), { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !foldersOfOthers.has(entry.name))
    .map((entry) => entry.name)
    .filter((name) => !isQuick || !slowFolders.has(name))
    .toSorted();
  return [
    [
      { name: "lint", argv: script("lint"), count: null },
      { name: "format", argv: script("format:check"), count: null },
      { name: "types", argv: script("types"), count: null },
      { name: "shell", argv: ["shellcheck", ...shellScripts], count: null },
      { name: "format of the kernels", argv: ["make", "-C", "kernels", "format-check"], count: null },
      { name: "kernels", argv: ["make", "-C", "kernels", "test"], count: countOwnLine },
    ],
    [
      {
        name: isQuick ? "unit tests" : "unit and end-to-end tests",
        argv: bunTest(root, folders),
        count: countBunTest,
      },
    ],
  ];
}

/** The checks in an emulated guest with two NUMA nodes. */
export function guestLanes(root: string): Lane[] {
  return [[{ name: "guest", argv: bunTest(root, ["guest"]), count: countBunTest }]];
}

/** The checks of the container images, by an engine. */
export function containerLanes(root: string): Lane[] {
  const prepared = [process.execPath, join(root, "test/containers/main.ts")];
  const preload = `--preload=${join(root, "test/containers/preload.ts")}`;
  const argv = [...prepared, ...bunTest(root, ["containers"], preload)];
  return [[{ name: "containers", argv, count: countBunTest }]];
}

/** Runs a step and counts; what it prints is shown line by line when it runs alone, and otherwise whole at its end. */
async function runStep(step: Step, root: string, isAlone: boolean): Promise<Count> {
  const title = `\n== ${step.name}\n`;
  if (isAlone) process.stderr.write(title);
  const child = Bun.spawn([...step.argv], { cwd: root, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  let printed = "";
  const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      if (isAlone) process.stderr.write(chunk);
      printed += decoder.decode(chunk, { stream: true });
    }
  };
  await Promise.all([read(child.stdout), read(child.stderr)]);
  const exitCode = await child.exited;
  if (!isAlone) process.stderr.write(`${title}${printed}`);
  const count = step.count?.(printed) ?? {
    passed: exitCode === 0 ? 1 : 0,
    failed: exitCode === 0 ? 0 : 1,
    skipped: 0,
  };
  // A program that failed has failed, whatever it counted, and one that should count must have counted something.
  const isSound = exitCode === 0 && (step.count === null || count.passed > 0);
  return isSound || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** Runs all lanes side by side, and gives what each step counted, by its name. */
export async function runLanes(lanes: readonly Lane[], root: string): Promise<ReadonlyMap<string, Count>> {
  const counts = new Map<string, Count>();
  const runLane = async (lane: Lane): Promise<void> => {
    for (const step of lane) counts.set(step.name, await runStep(step, root, lanes.length === 1));
  };
  await Promise.all(lanes.map(runLane));
  return counts;
}
