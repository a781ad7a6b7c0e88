import { formatCpuList } from "../../src/machine/cpu_list.ts";
import type { FileTree } from "./file_tree.ts";

/** The shape of a bare server. */
export interface ServerShape {
  readonly sockets: number;
  readonly nodesPerSocket: number;
  /** Groups of cores with an L3 of their own. */
  readonly complexesPerNode: number;
  readonly coresPerComplex: number;
  readonly threadsPerCore: 1 | 2;
  /** Whether the kernel calls each complex a die, as it does for AMD since 6.10. */
  readonly complexIsDie: boolean;
  /** Distance to another node of the same socket, and of another. */
  readonly distances: readonly [sameSocket: number, otherSocket: number];
}

export const nodeMemoryKib = 64 * 1024 * 1024;

/**
 * Constructed, not captured: the files of a server of this shape in the forms that Linux 6.x gives them. As on real
 * servers, first threads are numbered before second ones, and core ids start again in each socket.
 */
export function constructedServer(shape: ServerShape): FileTree {
  const { sockets, nodesPerSocket, complexesPerNode, coresPerComplex, threadsPerCore, complexIsDie } = shape;
  const complexesPerSocket = nodesPerSocket * complexesPerNode;
  const coresPerSocket = complexesPerSocket * coresPerComplex;
  const cores = sockets * coresPerSocket;
  const threads = cores * threadsPerCore;
  const nodes = sockets * nodesPerSocket;
  const cpus = Array.from({ length: threads }, (_, cpu) => cpu);
  const coreOf = (cpu: number): number => cpu % cores;
  const complexOf = (cpu: number): number => Math.floor(coreOf(cpu) / coresPerComplex);
  const nodeOf = (cpu: number): number => Math.floor(complexOf(cpu) / complexesPerNode);
  const socketOf = (cpu: number): number => Math.floor(coreOf(cpu) / coresPerSocket);
  const peers = (cpu: number, of: (cpu: number) => number): string =>
    `${formatCpuList(cpus.filter((other) => of(other) === of(cpu)))}\n`;

  const tree: Record<string, string> = {
    "/proc/cpuinfo": cpus
      .map(
        (cpu) =>
          `processor\t: ${cpu}\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC 9354 32-Core Processor\n` +
          `physical id\t: ${socketOf(cpu)}\ncore id\t\t: ${coreOf(cpu) % coresPerSocket}\n` +
          `flags\t\t: fpu vme sse2 ht syscall nx lm avx2 avx512f\n`,
      )
      .join("\n"),
    "/proc/meminfo": meminfo(nodes * nodeMemoryKib),
    "/proc/self/status":
      `CapEff:\t000001ffffffffff\nSeccomp:\t0\n` +
      `Cpus_allowed_list:\t0-${threads - 1}\nMems_allowed_list:\t0-${nodes - 1}\n`,
    "/proc/self/cgroup": "0::/user.slice/user-0.slice/session-1.scope\n",
    "/proc/cmdline": "BOOT_IMAGE=/vmlinuz root=/dev/sda2 ro\n",
    "/proc/sys/kernel/arch": "x86_64\n",
    "/proc/sys/kernel/osrelease": "6.12.57+deb13-amd64\n",
    "/proc/sys/kernel/random/boot_id": "11111111-2222-4333-8444-555555555555\n",
    "/sys/class/dmi/id/sys_vendor": "Supermicro\n",
    "/sys/class/dmi/id/product_name": "AS -4125GS-TNRT\n",
    "/sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
    "/sys/devices/system/clocksource/clocksource0/available_clocksource": "tsc hpet acpi_pm \n",
    "/sys/devices/system/cpu/online": `0-${threads - 1}\n`,
    "/sys/devices/system/node/online": `0-${nodes - 1}\n`,
    "/sys/kernel/mm/transparent_hugepage/enabled": "[always] madvise never\n",
    "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages": "0\n",
    "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages": "0\n",
  };
  for (const cpu of cpus) {
    const folder = `/sys/devices/system/cpu/cpu${cpu}`;
    const dieId = complexIsDie ? complexOf(cpu) % complexesPerSocket : 0;
    tree[`${folder}/topology/physical_package_id`] = `${socketOf(cpu)}\n`;
    tree[`${folder}/topology/die_id`] = `${dieId}\n`;
    tree[`${folder}/topology/core_id`] = `${coreOf(cpu) % coresPerSocket}\n`;
    tree[`${folder}/topology/core_cpus_list`] = peers(cpu, coreOf);
    tree[`${folder}/topology/thread_siblings_list`] = peers(cpu, coreOf);
    tree[`${folder}/cpufreq/scaling_governor`] = "performance\n";
    const caches = [
      ["1", "Data", "32K", coreOf],
      ["1", "Instruction", "32K", coreOf],
      ["2", "Unified", "1024K", coreOf],
      ["3", "Unified", "32768K", complexOf],
    ] as const;
    for (const [index, [level, type, size, sharing]] of caches.entries()) {
      tree[`${folder}/cache/index${index}/level`] = `${level}\n`;
      tree[`${folder}/cache/index${index}/type`] = `${type}\n`;
      tree[`${folder}/cache/index${index}/size`] = `${size}\n`;
      tree[`${folder}/cache/index${index}/coherency_line_size`] = "64\n";
      tree[`${folder}/cache/index${index}/shared_cpu_list`] = peers(cpu, sharing);
    }
  }
  for (let node = 0; node < nodes; node++) {
    const distances = Array.from({ length: nodes }, (_, other) => {
      if (other === node) return 10;
      const sameSocket = Math.floor(other / nodesPerSocket) === Math.floor(node / nodesPerSocket);
      return shape.distances[sameSocket ? 0 : 1];
    });
    Object.assign(
      tree,
      constructedNode(
        node,
        formatCpuList(cpus.filter((cpu) => nodeOf(cpu) === node)),
        nodeMemoryKib,
        distances,
      ),
    );
  }
  return tree;
}

/** Constructed: the files of one NUMA node, a quarter of its memory free and a quarter file cache. */
export function constructedNode(
  id: number,
  cpus: string,
  totalKib: number,
  distances: readonly number[],
): FileTree {
  const folder = `/sys/devices/system/node/node${id}`;
  const fields = {
    MemTotal: totalKib,
    MemFree: totalKib / 4,
    "Inactive(file)": totalKib / 4,
    AnonPages: totalKib / 2,
  };
  return {
    [`${folder}/cpulist`]: `${cpus}\n`,
    [`${folder}/distance`]: `${distances.join(" ")}\n`,
    [`${folder}/meminfo`]: Object.entries(fields)
      .map(([name, kib]) => `Node ${id} ${`${name}:`.padEnd(16)}${kib} kB\n`)
      .join(""),
    [`${folder}/hugepages/hugepages-2048kB/nr_hugepages`]: "0\n",
  };
}

function meminfo(totalKib: number): string {
  return (
    `MemTotal:       ${totalKib} kB\nMemFree:        ${totalKib / 4} kB\nMemAvailable:   ${totalKib / 2} kB\n` +
    "SwapTotal:      0 kB\nSwapFree:       0 kB\nHugepagesize:   2048 kB\n"
  );
}

/** Two sockets with a node each and two threads a core: 2 × 4 cores. */
export const twoSocketServer = constructedServer({
  sockets: 2,
  nodesPerSocket: 1,
  complexesPerNode: 1,
  coresPerComplex: 4,
  threadsPerCore: 2,
  complexIsDie: false,
  distances: [12, 32],
});

/** Two EPYC sockets in NPS4: eight nodes, each with two complexes of four cores, which are dies. */
export const nps4Server = constructedServer({
  sockets: 2,
  nodesPerSocket: 4,
  complexesPerNode: 2,
  coresPerComplex: 4,
  threadsPerCore: 1,
  complexIsDie: true,
  distances: [12, 32],
});

/**
 * An Arm server with a GPU whose memory is NUMA nodes, as Grace Hopper has it: node 0 with all CPUs, node 1 with the
 * GPU's memory, node 8 with nothing; no vendor in cpuinfo, no die, no cache but one.
 */
export const armServer: FileTree = {
  "/proc/cpuinfo": [0, 1, 2, 3]
    .map(
      (cpu) =>
        `processor\t: ${cpu}\nBogoMIPS\t: 2000.00\nFeatures\t: fp asimd sve2\nCPU implementer\t: 0x41\n` +
        `CPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd4f\nCPU revision\t: 0\n`,
    )
    .join("\n"),
  "/proc/meminfo": meminfo(1024 * 1024),
  "/proc/self/status": "Cpus_allowed_list:\t0-3\nMems_allowed_list:\t0-1\n",
  "/sys/class/dmi/id/sys_vendor": "NVIDIA\n",
  "/sys/devices/system/cpu/online": "0-3\n",
  "/sys/devices/system/node/online": "0-1,8\n",
  ...constructedNode(0, "0-3", 786_432, [10, 80, 80]),
  ...constructedNode(1, "", 262_144, [80, 10, 255]),
  ...constructedNode(8, "", 0, [80, 255, 10]),
  ...Object.fromEntries(
    [0, 1, 2, 3].flatMap((cpu) => [
      [`/sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`, "-1\n"],
      [`/sys/devices/system/cpu/cpu${cpu}/topology/core_id`, `${cpu}\n`],
      [`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, `${cpu}\n`],
      [`/sys/devices/system/cpu/cpu${cpu}/cache/index0/level`, "1\n"],
      [`/sys/devices/system/cpu/cpu${cpu}/cache/index0/type`, "Data\n"],
    ]),
  ),
};
