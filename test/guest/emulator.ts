import { readFile } from "node:fs/promises";
import { partitionUuid } from "./boot_record.ts";
import { diesWithUs } from "../debian/execute.ts";
import type { GuestSystem } from "./guest_system.ts";
import { GuestError } from "./guest_error.ts";

/** A guest's hardware: one socket a NUMA node, each with one core of `threadsPerCore` threads. */
export interface Hardware {
  readonly threadsPerCore: number;
  /** Mebibytes of each node. */
  readonly nodeMebibytes: readonly number[];
  /** Distance between any two different nodes; 10 is local. */
  readonly remoteDistance: number;
  /** Pages of 2 MiB reserved on each node. */
  readonly nodeHugePages: readonly number[];
}

/** What a guest has beside its root: namespace 2 of its NVMe controller to read, namespace 3 to write. */
export interface Disks {
  readonly payload: string;
  readonly results: string;
}

const boot = `root=PARTUUID=${partitionUuid} rootwait rw init=/sbin/guest-init`;
/** Speak on the serial port, only when something is wrong; a panic ends the guest; be quick. */
const behaviour = "console=ttyS0 quiet panic=-1 mitigations=off";

/** QEMU's options without their dash, each with its value. */
type Arguments = readonly (readonly [name: string, value: string])[];

function memory({ threadsPerCore, nodeMebibytes, remoteDistance }: Hardware): Arguments {
  const nodes = nodeMebibytes.flatMap((mebibytes, node): Arguments => {
    const first = node * threadsPerCore;
    const cpus = `${first}-${first + threadsPerCore - 1}`;
    return [
      ["object", `memory-backend-ram,id=memory${node},size=${mebibytes}M`],
      ["numa", `node,nodeid=${node},cpus=${cpus},memdev=memory${node}`],
    ];
  });
  const distances = nodeMebibytes.flatMap((_node, to) =>
    Array.from(
      { length: to },
      (_other, from) => ["numa", `dist,src=${from},dst=${to},val=${remoteDistance}`] as const,
    ),
  );
  return [...nodes, ...distances];
}

function disk(id: string, namespace: number, file: string, access: string): Arguments {
  // QEMU takes a comma for the end of a value, and two for one.
  const escaped = file.replaceAll(",", ",,");
  return [
    ["drive", `if=none,format=raw,id=${id},file=${escaped},${access}`],
    ["device", `nvme-ns,drive=${id},nsid=${namespace}`],
  ];
}

/**
 * QEMU's arguments. Always emulated: a usable KVM is not to be had everywhere, and what the tests look at does not
 * depend on speed. The CPU is an Intel one, since other models show the threads of a core as cores.
 */
export function emulatorArguments(hardware: Hardware, system: GuestSystem, disks: Disks): string[] {
  const sockets = hardware.nodeMebibytes.length;
  const threads = hardware.threadsPerCore;
  const mebibytes = hardware.nodeMebibytes.reduce((sum, node) => sum + node, 0);
  const hugePages = hardware.nodeHugePages.map((pages, node) => `${node}:${pages}`).join(",");
  const settings: Arguments = [
    ["machine", "q35"],
    ["accel", "tcg"],
    ["cpu", "Skylake-Server"],
    ["smp", `${sockets * threads},sockets=${sockets},cores=1,threads=${threads}`],
    ["m", `${mebibytes}M`],
    ...memory(hardware),
    ["device", "nvme,id=disks,serial=guest"],
    // Writes go to a temporary file that QEMU drops at its end.
    ...disk("root", 1, system.rootImage, "snapshot=on"),
    ...disk("payload", 2, disks.payload, "read-only=on"),
    ...disk("results", 3, disks.results, "read-only=off"),
    ["display", "none"],
    ["serial", "stdio"],
    ["kernel", system.kernel],
    ["append", `${boot} ${behaviour} hugepages=${hugePages}`],
  ];
  return ["-nodefaults", "-no-reboot", ...settings.flatMap(([name, value]) => [`-${name}`, value])];
}

/** The guest's init prints this when all steps have run and what they left is on the results disk. */
const finishedLine = "guest: results written";
/** Lines of the console shown when a guest came to a bad end. */
const shownLines = 30;

/**
 * Boots a guest and waits until it has powered itself off; it dies with this process, however that ends.
 *
 * @throws GuestError with the end of the console when it stops before it has finished, or goes on past the limit.
 */
export async function bootGuest(options: {
  readonly arguments: readonly string[];
  readonly consoleFile: string;
  readonly limitSeconds: number;
}): Promise<void> {
  const { consoleFile, limitSeconds } = options;
  const guest = Bun.spawn([...diesWithUs, "qemu-system-x86_64", ...options.arguments], {
    stdin: "ignore",
    stdout: Bun.file(consoleFile),
    stderr: Bun.file(`${consoleFile}.errors`),
  });
  let isOverdue = false;
  const limit = setTimeout(() => {
    isOverdue = true;
    guest.kill("SIGKILL");
  }, limitSeconds * 1000);
  await guest.exited;
  clearTimeout(limit);
  const console = await readFile(consoleFile, "utf8");
  if (console.includes(finishedLine)) return;
  const why = isOverdue
    ? `the guest was ended after its time limit of ${limitSeconds} s`
    : `the guest stopped before it had run all steps (${guest.signalCode ?? `exit code ${guest.exitCode}`})`;
  const errors = await readFile(`${consoleFile}.errors`, "utf8");
  const tail = console.trimEnd().split("\n").slice(-shownLines).join("\n");
  throw new GuestError(`${why}; its console ended with:\n${tail}\n${errors}`);
}
