/**
 * Stands in for `nvidia-smi --loop-ms=…` on a guest with two H200. Prints what was captured there from GPUs at work,
 * over and over and faster than the real one, and writes its process number and how often it printed into `$FAKE`.
 * Where the file `lost` is, it does what nvidia-smi does when a GPU falls off the bus.
 */
import { appendFileSync, existsSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

const state = process.env["FAKE"] ?? ".";
const asked = process.argv.find((word) => word.startsWith("--id="))?.slice("--id=".length) ?? "";
const captured = readFileSync(join(import.meta.dir, "../fixtures/nvidia-smi/samples.csv"), "utf8").split(
  "\n",
);
const atWork = asked
  .split(",")
  .map((address) => captured.find((line) => line.startsWith(`0000${address}, 100,`)) ?? "");

function print(line: string): void {
  writeSync(1, `${line}\n`);
}

appendFileSync(join(state, "samplers"), `${process.pid}\n`);
while (!existsSync(join(state, "lost"))) {
  for (const line of atWork) print(line);
  appendFileSync(join(state, "samples"), "once\n");
  Bun.sleepSync(10);
}
print(atWork[0] ?? "");
print(`00000000:00:07.0${", [GPU is lost]".repeat(8)}`);
print(
  "Unable to determine the device handle for GPU1: 0000:00:07.0: GPU is lost.  Reboot the system to recover this GPU",
);
process.exitCode = 15;
