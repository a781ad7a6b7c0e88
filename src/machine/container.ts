import { readCgroupLimits } from "./cgroup.ts";
import type { MachineFacts } from "./facts.ts";
import { readMounts, type Mount } from "./mount_info.ts";
import { readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** The container around this process, if any, and what its control groups grant. */
export function readContainer(files: SystemFiles): MachineFacts["container"] {
  return { engine: readEngine(files), ...readCgroupLimits(files) };
}

const cgroupEngines: readonly (readonly [pattern: RegExp, engine: string])[] = [
  [/kubepods/, "kubernetes"],
  [/libpod-[0-9a-f]{12}/, "podman"],
  [/docker[-/][0-9a-f]{12}/, "docker"],
  [/\/lxc(?:\/|\.payload)/, "lxc"],
  [/containerd[-/]/, "containerd"],
];

/** The container engine around this process, e.g. `docker`; null outside a container. */
export function readEngine(files: SystemFiles): string | null {
  const mounts = readMounts(files);
  if (mounts.some(isOfPod)) return "kubernetes";
  // What an engine tells its first process in as many words comes before traces.
  const stated = /(?:^|\0)container=([a-z][a-z0-9-]*)/.exec(files.read("/proc/1/environ") ?? "")?.[1];
  if (stated !== undefined) return stated;
  const cgroups = files.read("/proc/self/cgroup") ?? "";
  const grouped = cgroupEngines.find(([pattern]) => pattern.test(cgroups))?.[1];
  if (grouped !== undefined) return grouped;
  if (files.read("/run/.containerenv") !== null) return "podman";
  if (files.list("/.singularity.d").length > 0) return "apptainer";
  if (files.read("/.dockerenv") !== null && (mounts.length === 0 || mounts.some(isOverNetworkFile)))
    return "docker";
  return /microsoft.*wsl/i.test(readLine(files, "/proc/sys/kernel/osrelease") ?? "") ? "wsl" : null;
}

function isOfPod({ root, mountPoint }: Mount): boolean {
  return root.includes("/kubelet/pods/") || mountPoint.startsWith("/run/secrets/kubernetes.io");
}

/** Docker mounts these for each container. Virtual machines whose disk was made from an image only inherit the mark. */
function isOverNetworkFile({ mountPoint }: Mount): boolean {
  return ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"].includes(mountPoint);
}
