import { exists, mkdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Something that is known to slow a machine down, for as long as it is not ended. */
export interface Disturbed {
  /** What stands before the command that is to be disturbed. */
  readonly prefix: readonly string[];
  end(): Promise<void>;
}

/** Starts a command again and again on some CPUs. */
function keepRunning(cpus: readonly number[], argv: readonly string[]): Disturbed {
  const repeat = ["sh", "-c", 'while :; do "$@"; done', "sh"];
  const child = Bun.spawn([...repeat, "taskset", "--cpu-list", cpus.join(","), ...argv], {
    stdio: ["ignore", "ignore", "ignore"],
    detached: true,
  });
  return {
    prefix: [],
    async end() {
      // With all that it started.
      process.kill(-child.pid, "SIGKILL");
      await child.exited;
    },
  };
}

/** A neighbour that never sleeps. */
export function busyNeighbour(cpu: number): Disturbed {
  return keepRunning([cpu], ["sh", "-c", "while :; do :; done"]);
}

/** Another process that streams through memory without end, a thread on each of these CPUs. */
export function bandwidthEaters(cpus: readonly number[], stream: string): Disturbed {
  return keepRunning(cpus, [stream, "-n", "80000000", "-r", "100"]);
}

const group = "vcpu-bench-known";

/** A control group with CPU time for so many CPUs; needs root. */
export async function cpuQuota(cpus: number): Promise<Disturbed> {
  const isUnified = await exists("/sys/fs/cgroup/cgroup.controllers");
  const folder = join(isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu", group);
  await mkdir(folder, { recursive: true });
  const periodUs = 100_000;
  const quotaUs = cpus * periodUs;
  if (isUnified) await writeFile(join(folder, "cpu.max"), `${quotaUs} ${periodUs}`);
  else {
    await writeFile(join(folder, "cpu.cfs_period_us"), String(periodUs));
    await writeFile(join(folder, "cpu.cfs_quota_us"), String(quotaUs));
  }
  return {
    prefix: ["sh", "-c", 'echo $$ >"$0" && exec "$@"', join(folder, "cgroup.procs")],
    end: () => rmdir(folder),
  };
}
