import { accessSync, constants, statSync } from "node:fs";
import { mountHolding, readMounts } from "./mount_info.ts";
import { processStatus } from "./process_status.ts";
import { readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** How a container engine set up the container around this process. Null means that the system does not say. */
export interface Confinement {
  /** Effective capabilities beyond the one for memory binding, as a mask of 1 << their number. */
  readonly needlessCapabilities: bigint | null;
  /** Whether process 1 passes signals on and reaps orphans. */
  readonly hasInit: boolean | null;
  readonly isRootReadOnly: boolean | null;
  /** GPU device nodes by path. */
  readonly devices: readonly Device[];
}

export interface Device {
  readonly path: string;
  /** Whether this process may read and write it. */
  readonly isUsable: boolean;
  /** The group that owns it; null when it cannot be told. */
  readonly group: number | null;
}

/** From linux/capability.h. */
export const capSysNice = 23n;

const inits = new Set(["docker-init", "tini", "catatonit", "podman-init", "dumb-init", "init", "systemd"]);

/** Reads how this container was started; outside of one it describes the machine likewise. Never throws. */
export function readConfinement(
  files: SystemFiles,
  look: (path: string) => Omit<Device, "path"> = lookAt,
): Confinement {
  const capabilities = effectiveCapabilities(files);
  const first = readLine(files, "/proc/1/comm");
  const paths = [
    ...files.list("/dev").filter((name) => /^(?:nvidia\d+|nvidiactl|kfd)$/.test(name)),
    ...files
      .list("/dev/dri")
      .filter((name) => /^renderD\d+$/.test(name))
      .map((name) => `dri/${name}`),
  ].map((name) => `/dev/${name}`);
  return {
    needlessCapabilities: capabilities === null ? null : capabilities & ~(1n << capSysNice),
    hasInit: first === null ? null : inits.has(first),
    isRootReadOnly: mountHolding(readMounts(files), "/")?.isReadOnly ?? null,
    devices: paths.toSorted().map((path) => ({ path, ...look(path) })),
  };
}

/** What this process may do by capability, as a mask of 1 << their number; null when /proc does not say. */
export function effectiveCapabilities(files: SystemFiles): bigint | null {
  const mask = processStatus(files).get("CapEff") ?? "";
  return /^[0-9a-f]{1,16}$/i.test(mask) ? BigInt(`0x${mask}`) : null;
}

/**
 * Whether what is written into a folder goes with the container: it lies on the container's own root or in memory.
 *
 * @param path absolute, without symbolic links; need not exist
 */
export function isLostWithContainer(files: SystemFiles, path: string): boolean {
  const mount = mountHolding(readMounts(files), path);
  return mount !== null && (mount.mountPoint === "/" || mount.fileSystem === "tmpfs");
}

function lookAt(path: string): Omit<Device, "path"> {
  try {
    const { gid } = statSync(path);
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return { isUsable: true, group: gid };
    } catch {
      return { isUsable: false, group: gid };
    }
  } catch {
    return { isUsable: false, group: null };
  }
}
