import { expect, test } from "bun:test";
import { z } from "zod";
import { type Docker, docker, dockerDone } from "./docker.ts";
import { owner, resultsFolder, withResults } from "./composition.ts";
import { type ProcessStatus, whileRunning } from "./processes.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

const inspected = z.tuple([
  z.looseObject({
    HostConfig: z.looseObject({
      CapAdd: z.array(z.string()),
      CapDrop: z.array(z.string()),
      Init: z.boolean(),
      NetworkMode: z.string(),
      Privileged: z.boolean(),
      ReadonlyRootfs: z.boolean(),
    }),
  }),
]);

/** Linux's number of CAP_SYS_NICE, from linux/capability.h. */
const sysNice = 23n;

/** What the status names of capabilities that are not to be held, by their numbers. */
function excessOf(status: ProcessStatus, set: string, allowed: readonly bigint[]): string[] {
  const mask = BigInt(`0x${status.get(set) ?? "ffffffffffffffff"}`);
  const numbers = Array.from({ length: 64 }, (_, number) => BigInt(number));
  return numbers
    .filter((number) => ((mask >> number) & 1n) === 1n && !allowed.includes(number))
    .map((number) => `${status.get("Name")}: ${set} has ${number}`);
}

function excess(status: ProcessStatus): string[] {
  return [
    ...["CapEff", "CapPrm", "CapBnd"].flatMap((set) => excessOf(status, set, [sysNice])),
    ...["CapInh", "CapAmb"].flatMap((set) => excessOf(status, set, [])),
  ];
}

/** A long run in the background; each of its trials takes a second. */
async function startRun(client: Docker): Promise<string> {
  return dockerDone(
    client,
    "compose",
    "run",
    "--detach",
    "bench-cpu",
    "flight",
    "--profile",
    "smoke",
    "--tests",
    "cpu-single",
    "--rounds",
    "600",
  );
}

describeWithEngine("a run in compose's container", () => {
  test("has one capability, no way to more, no network and no disk but its results", async () => {
    await using results = await resultsFolder();
    await composition().image("bench-cpu");
    const client = withResults(composition(), results.path);
    const container = await startRun(client);
    const statuses = await whileRunning(client, container, "sysbench");

    expect(statuses.flatMap(excess)).toEqual([]);
    expect(statuses.map((status) => status.get("Name"))).toContain("bun");
    for (const status of statuses) {
      expect(status.get("NoNewPrivs")).toBe("1");
      expect(status.get("Seccomp")).toBe("2");
      expect(status.get("Uid")?.split(/\s+/)).toEqual(Array.from({ length: 4 }, () => String(owner)));
      expect(status.get("Gid")?.split(/\s+/)).toEqual(Array.from({ length: 4 }, () => String(owner)));
      expect(status.get("Groups")).toBe("");
    }

    const [{ HostConfig }] = inspected.parse(JSON.parse(await dockerDone(client, "inspect", container)));
    expect(HostConfig).toMatchObject({
      CapDrop: ["ALL"],
      Init: true,
      NetworkMode: "none",
      Privileged: false,
      ReadonlyRootfs: true,
    });
    const interfaces = await dockerDone(client, "exec", container, "ls", "/sys/class/net");
    expect(interfaces).toBe("lo");
    for (const path of ["/written", "/opt/vcpu-bench/written", "/usr/local/bin/written"]) {
      const { exitCode, stderr } = await docker(client, "exec", container, "touch", path);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("Read-only file system");
    }
    await dockerDone(client, "rm", "--force", container);
  });
});

describeWithEngine("binding memory to a node", () => {
  const bind = ["--membind=0", "true"];

  test("is granted by compose", async () => {
    await using results = await resultsFolder();
    await composition().image("bench-cpu");
    const client = withResults(composition(), results.path);
    const run = ["compose", "run", "--rm", "-T", "--entrypoint"];
    expect(await docker(client, ...run, "numactl", "bench-cpu", ...bind)).toMatchObject({ exitCode: 0 });
    const { stdout } = await docker(client, ...run, "vcpu-bench", "bench-cpu", "check");
    expect(stdout).toMatch(/^ok +memory binding /m);
  });

  test("is refused without the capability, and check names the option that grants it", async () => {
    const { client, image, label } = composition();
    const tag = await image("bench-cpu");
    const run = ["run", "--rm", "--label", label, "--network", "none", "--cap-drop", "ALL"];
    const bound = await docker(client, ...run, "--entrypoint", "numactl", tag, ...bind);
    expect(bound.exitCode).not.toBe(0);
    const checked = await docker(client, ...run, tag, "check");
    // With one node nothing is bound, so nothing is spoiled.
    expect(checked.stdout).toMatch(/^(note|spoils) +memory binding .*--cap-add SYS_NICE/m);
  });
});
