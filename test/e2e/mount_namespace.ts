import { join } from "node:path";
import { plainEnvironment } from "./launch.ts";

/** Where mounts can be made that nobody else sees, and that go with the processes that see them. */
export interface MountNamespace {
  /** Words that start a program in it. */
  readonly prefix: readonly string[];
  /** How a path in it is reached from outside. */
  outside(path: string): string;
  [Symbol.asyncDispose](): Promise<void>;
}

function unshareArguments(): readonly string[] {
  return ["unshare", "--user", "--map-root-user", "--mount"];
}

/** Some containers let nobody make a namespace. */
export function canUnshare(): boolean {
  const { exitCode } = Bun.spawnSync([...unshareArguments(), "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
  return exitCode === 0;
}

/** Makes a namespace in which `mount` was executed with these arguments. */
export async function mountNamespace(...mounts: readonly (readonly string[])[]): Promise<MountNamespace> {
  const holder = Bun.spawn([...unshareArguments(), "sh", "-c", "echo ready; exec cat"], {
    env: plainEnvironment(),
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  });
  // The first word says that the namespace is there.
  const reader = holder.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  const prefix = [
    "nsenter",
    "--target",
    `${holder.pid}`,
    "--user",
    "--mount",
    "--preserve-credentials",
    "--",
  ];
  for (const words of mounts) {
    const { exitCode, stderr } = Bun.spawnSync([...prefix, "mount", ...words]);
    if (exitCode !== 0) throw new Error(`mount ${words.join(" ")}: ${stderr.toString()}`);
  }
  return {
    prefix,
    outside: (path) => join("/proc", `${holder.pid}`, "root", path),
    async [Symbol.asyncDispose]() {
      await holder.stdin.end();
      await holder.exited;
    },
  };
}
