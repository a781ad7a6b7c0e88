import type { SystemFiles } from "./system_files.ts";

/** A mount as /proc/self/mountinfo describes it. */
export interface Mount {
  /** The part of the file system that is mounted, e.g. `/` or a folder in it. */
  readonly root: string;
  readonly mountPoint: string;
  /** Its type: `ext4`, `overlay`, `tmpfs`, … */
  readonly fileSystem: string;
  /** Whether nothing can be written through this mount. */
  readonly isReadOnly: boolean;
  /** Of the file system itself; for cgroup v1 its controllers are among them. */
  readonly options: readonly string[];
}

/** The mounts that this process sees; none where /proc does not say. */
export function readMounts(files: SystemFiles): Mount[] {
  return (files.read("/proc/self/mountinfo") ?? "").split("\n").flatMap((line) => {
    const fields = line.split(" ");
    const separator = fields.indexOf("-", 6);
    const [root, mountPoint, ownOptions] = fields.slice(3, 6);
    const [fileSystem, , options] = fields.slice(separator + 1);
    if (separator < 0 || root === undefined || mountPoint === undefined || fileSystem === undefined)
      return [];
    return [
      {
        root: unescaped(root),
        mountPoint: unescaped(mountPoint),
        fileSystem,
        isReadOnly: (ownOptions ?? "").split(",").includes("ro"),
        options: (options ?? "").split(","),
      },
    ];
  });
}

/** The mount that a path without symbolic links lies on; null when none of these holds it. */
export function mountHolding(mounts: readonly Mount[], path: string): Mount | null {
  const holding = mounts.filter(({ mountPoint }) => isAtOrBelow(path, mountPoint));
  const longest = Math.max(...holding.map(({ mountPoint }) => mountPoint.length));
  // Of several at one place, the last hides the others.
  return holding.findLast(({ mountPoint }) => mountPoint.length === longest) ?? null;
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The kernel writes spaces and the like in octal. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
}
