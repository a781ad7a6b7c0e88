import { type Docker, docker, dockerDone } from "./docker.ts";

/** What /proc/<pid>/status says of a process, by the names there. */
export type ProcessStatus = ReadonlyMap<string, string>;

function parseStatus(text: string): ProcessStatus {
  return new Map(
    text.split("\n").map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name, value.join(":").trim()] as const;
    }),
  );
}

/** Parses what stands in several files one after the other. */
export function parseStatuses(text: string): ProcessStatus[] {
  return text
    .split(/^(?=Name:)/m)
    .filter((one) => one !== "")
    .map(parseStatus);
}

/** The first process's descendants: what was started from outside meanwhile has no parent in the container. */
export function descendantsOfFirst(statuses: readonly ProcessStatus[]): ProcessStatus[] {
  const descendants: ProcessStatus[] = [];
  let parents = new Set(["1"]);
  while (parents.size > 0) {
    const children = statuses.filter((status) => parents.has(status.get("PPid") ?? ""));
    descendants.push(...children);
    parents = new Set(children.map((status) => status.get("Pid") ?? ""));
  }
  return descendants;
}

/** All processes that a container has. */
export async function readStatuses(client: Docker, container: string): Promise<ProcessStatus[]> {
  const files = ["-maxdepth", "2", "-path", "/proc/[0-9]*/status"];
  // It fails when a process ends while it looks, and has then seen the others all the same.
  const { stdout } = await docker(
    client,
    "exec",
    container,
    "find",
    "/proc",
    ...files,
    "-exec",
    "cat",
    "{}",
    "+",
  );
  return parseStatuses(stdout);
}

/**
 * Waits until a program runs in a container, and gives what the first process there has started.
 * @throws Error with what the container said when it ends before.
 */
export async function whileRunning(
  client: Docker,
  container: string,
  program: string,
): Promise<ProcessStatus[]> {
  for (;;) {
    const descendants = descendantsOfFirst(await readStatuses(client, container));
    if (descendants.some((status) => status.get("Name") === program)) return descendants;
    const isRunning = await dockerDone(client, "inspect", "--format", "{{.State.Running}}", container);
    if (isRunning !== "true") {
      const { stderr } = await docker(client, "logs", container);
      throw new Error(`the container ended without ${program}:\n${stderr}`);
    }
    await Bun.sleep(20);
  }
}
