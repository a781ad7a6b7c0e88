import type { SystemFiles } from "./system_files.ts";

/** A mount as /proc/self/mountinfo describes it. */
export interface Mount {
  /** The part of the file system that is mounted, e.g. `/` or a folder in it. */
  readonly root: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  /** Of the file system itself; for cgroup v1 its controllers are among them. */
  readonly options: readonly string[];
}

/** The mounts that this process sees; none where /proc does not say. */
export function readMounts(files: SystemFiles): Mount[] {
  return (files.read("/proc/self/mountinfo") ?? "").split("\n").flatMap((line) => {
    const fields = line.split(" ");
    const separator = fields.indexOf("-", 6);
    const [root, mountPoint] = fields.slice(3, 5);
    const [fileSystem, , options] = fields.slice(separator + 1);
    if (separator < 0 || root === undefined || mountPoint === undefined || fileSystem === undefined)
      return [];
    return [
      {
        root: unescaped(root),
        mountPoint: unescaped(mountPoint),
        fileSystem,
        options: (options ?? "").split(","),
      },
    ];
  });
}

/** The kernel writes spaces and the like in octal. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
}
