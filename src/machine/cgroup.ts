import { readMounts, type Mount } from "./mount_info.ts";
import { parseInteger, readInteger, readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** What a control group grants at most; null without a limit. */
export interface CgroupLimits {
  /** CPUs' worth of time. */
  readonly cpuQuota: number | null;
  readonly memoryLimitBytes: number | null;
}

/** Cgroup v1 says "no limit" with the largest multiple of the page size; nothing real comes near. */
const unlimitedBytes = 2 ** 60;

/** The limits of this process: the tightest of its control group and all visible ancestors, v2 and v1. */
export function readCgroupLimits(files: SystemFiles): CgroupLimits {
  const hierarchies = ownHierarchies(files);
  const unified = foldersOf(hierarchies, "");
  return {
    cpuQuota: smallest([
      ...unified.map((folder) => quotaV2(files, folder)),
      ...foldersOf(hierarchies, "cpu").map((folder) => quotaV1(files, folder)),
    ]),
    memoryLimitBytes: smallest([
      ...unified.map((folder) => readInteger(files, `${folder}/memory.max`)),
      ...foldersOf(hierarchies, "memory").map((folder) => memoryLimitV1(files, folder)),
    ]),
  };
}

function quotaV2(files: SystemFiles, folder: string): number | null {
  const [quota, period] = (readLine(files, `${folder}/cpu.max`) ?? "").split(" ").map(parseInteger);
  return ratio(quota, period);
}

function quotaV1(files: SystemFiles, folder: string): number | null {
  return ratio(
    readInteger(files, `${folder}/cpu.cfs_quota_us`),
    readInteger(files, `${folder}/cpu.cfs_period_us`),
  );
}

function memoryLimitV1(files: SystemFiles, folder: string): number | null {
  const text = readLine(files, `${folder}/memory.limit_in_bytes`);
  const limit = /^\d+$/.test(text ?? "") ? Number(text) : unlimitedBytes;
  return limit < unlimitedBytes ? limit : null;
}

function ratio(quota: number | null | undefined, period: number | null | undefined): number | null {
  return quota && period && quota > 0 && period > 0 ? quota / period : null;
}

function smallest(limits: readonly (number | null)[]): number | null {
  const set = limits.filter((limit) => limit !== null).filter((limit) => limit >= 0);
  return set.length === 0 ? null : Math.min(...set);
}

/** A hierarchy that this process is in. */
interface Hierarchy {
  /** The v1 controllers; the one empty name for v2. */
  readonly controllers: readonly string[];
  readonly path: string;
  readonly mount: Pick<Mount, "root" | "mountPoint">;
}

function ownHierarchies(files: SystemFiles): Hierarchy[] {
  const mounts = readMounts(files);
  const lines = (files.read("/proc/self/cgroup") ?? "").split("\n");
  return lines.flatMap((line) => {
    const [, names, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (names === undefined || path === undefined) return [];
    const controllers = names.split(",");
    const mount = mounts.findLast(({ fileSystem, options }) =>
      names === ""
        ? fileSystem === "cgroup2"
        : fileSystem === "cgroup" && controllers.every((controller) => options.includes(controller)),
    );
    return [{ controllers, path, mount: mount ?? { root: "/", mountPoint: usualMountPoint(names) } }];
  });
}

function usualMountPoint(names: string): string {
  return names === "" ? "/sys/fs/cgroup" : `/sys/fs/cgroup/${names}`;
}

/** The folders of the process's group and its ancestors up to the mount point, in the hierarchy of a controller. */
function foldersOf(hierarchies: readonly Hierarchy[], controller: string): string[] {
  return hierarchies
    .filter(({ controllers }) => controllers.includes(controller))
    .flatMap(({ path, mount }) => {
      const names = pathBelow(path, mount.root).split("/").filter(Boolean);
      return Array.from({ length: names.length + 1 }, (_, depth) =>
        [mount.mountPoint, ...names.slice(0, depth)].join("/"),
      );
    });
}

/** A container may see only a part of the hierarchy: what lies outside cannot be walked, its top is its own group. */
function pathBelow(path: string, root: string): string {
  if (path.split("/").includes("..")) return "";
  if (root === "/") return path;
  return path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : "";
}
