import { exists, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { diesWithUs, hostEnvironment } from "../debian/execute.ts";
import { archiveTools, findOnToolPath, packagesOf } from "../debian/system_tools.ts";
import { installPackages } from "../packages.ts";
import { docker, dockerWith } from "./docker.ts";
import { EngineError } from "./engine_error.ts";

/** An engine that nobody else knows of. */
export interface PrivateEngine {
  readonly host: string;
  /** Ends it with everything that it started, and removes all that it stored. */
  end(): Promise<void>;
}

/** Milliseconds: bounds against hanging, no measures of speed. */
const patience = { start: 2 * 60_000, end: 60_000 };

/** The engine's network settings: it lends containers the host's network or none, so it changes nothing there. */
async function networkArguments(): Promise<string[]> {
  const untouched = ["--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false"];
  // Told to have no bridge, it removes docker0, which may be another engine's; told nothing, it takes what is there.
  return (await exists("/sys/class/net/docker0")) ? untouched : [...untouched, "--bridge=none"];
}

async function engineArguments(folder: string, host: string): Promise<string[]> {
  // dockerd leaves it to the first process to wait for those that lost their parent.
  const init = ["docker-init", "tini"].find((name) => findOnToolPath(name) !== null);
  return [
    ...diesWithUs,
    // Namespaces of its own: its mounts, containerd and the containers end with it, even if it is killed.
    "unshare",
    "--mount",
    "--propagation",
    "private",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "--",
    ...(init === undefined ? [] : [init, "--"]),
    "dockerd",
    `--host=${host}`,
    `--data-root=${join(folder, "data")}`,
    `--exec-root=${join(folder, "exec")}`,
    `--pidfile=${join(folder, "dockerd.pid")}`,
    ...(await networkArguments()),
  ];
}

async function lastLine(file: string): Promise<string> {
  return (await readFile(file, "utf8")).trimEnd().split("\n").at(-1) ?? "";
}

/** Asks the first process of its namespace to end, which takes all others along. */
async function endProcesses(child: Bun.Subprocess): Promise<void> {
  const inner = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").catch(() => "");
  const first = Number(inner.trim()) || child.pid;
  process.kill(first, "SIGTERM");
  const late = setTimeout(() => process.kill(first, "SIGKILL"), patience.end);
  await child.exited;
  clearTimeout(late);
}

/**
 * Installs Docker if need be and starts an engine that keeps everything in a folder of its own.
 * @throws EngineError when it cannot be installed or does not start.
 */
export async function startPrivateEngine(folder: string): Promise<PrivateEngine> {
  if (process.getuid?.() !== 0) throw new EngineError("an engine can be started by root only");
  const refused = installPackages(["docker.io", ...packagesOf(archiveTools)]);
  if (refused !== null) throw new EngineError(`no engine answers, and none can be installed: ${refused}`);
  const host = `unix://${join(folder, "docker.sock")}`;
  await mkdir(folder, { mode: 0o700 });
  const log = join(folder, "log");
  const logFile = await open(log, "w");
  const child = Bun.spawn(await engineArguments(folder, host), {
    stdin: "ignore",
    stdout: logFile.fd,
    stderr: logFile.fd,
    env: hostEnvironment(),
  });
  await logFile.close();
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await endProcesses(child);
    await rm(folder, { recursive: true, force: true });
  };
  const limit = Date.now() + patience.start;
  const client = dockerWith({ DOCKER_HOST: host });
  while ((await docker(client, "version")).exitCode !== 0) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (!hasEnded && Date.now() < limit) {
      await Bun.sleep(100);
      continue;
    }
    const last = await lastLine(log);
    await end();
    throw new EngineError(`dockerd ${hasEnded ? "ended at once" : "does not answer"}: ${last}`);
  }
  return { host, end };
}
