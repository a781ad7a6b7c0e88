import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootGuest, emulatorArguments } from "./emulator.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vcpu-bench-emulator-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("every node has its CPUs, its memory and its distance to the others", () => {
  const argv = emulatorArguments(
    { threadsPerCore: 2, nodeMebibytes: [512, 512, 256], remoteDistance: 21, nodeHugePages: [1, 0, 4] },
    { kernel: "vmlinuz", rootImage: "root.img" },
    { payload: "payload.img", results: "odd, name.img" },
  );
  expect(argv.join(" ")).toContain("file=odd,, name.img,");
  expect(argv).toContain("6,sockets=3,cores=1,threads=2");
  expect(argv).toContain("1280M");
  expect(argv.at(-1)).toEndWith(" hugepages=0:1,1:0,2:4");
  expect(argv.filter((word) => word.startsWith("node,"))).toEqual([
    "node,nodeid=0,cpus=0-1,memdev=memory0",
    "node,nodeid=1,cpus=2-3,memdev=memory1",
    "node,nodeid=2,cpus=4-5,memdev=memory2",
  ]);
  expect(argv.filter((word) => word.startsWith("dist,"))).toEqual([
    "dist,src=0,dst=1,val=21",
    "dist,src=0,dst=2,val=21",
    "dist,src=1,dst=2,val=21",
  ]);
});

test("a guest that hangs is ended, and its error says so", async () => {
  const frozen = ["-nodefaults", "-display", "none", "-serial", "stdio", "-S"];
  const consoleFile = join(folder, "hung.log");
  const error = await bootGuest({ arguments: frozen, consoleFile, limitSeconds: 1 }).catch(String);
  expect(error).toContain("the guest was ended after its time limit of 1 s");
}, 60_000);

test("a guest that stops early is an error with what QEMU said", async () => {
  const consoleFile = join(folder, "refused.log");
  const error = await bootGuest({ arguments: ["-machine", "nonsense"], consoleFile, limitSeconds: 30 }).catch(
    String,
  );
  expect(error).toMatch(/stopped before it had run all steps[^]*unsupported machine type/);
}, 60_000);
