import { join } from "node:path";
import { messages } from "../src/commands/messages.ts";
import { guestPackages } from "./guest/host_tools.ts";
import { containerPackages, installPackages, testPackages } from "./packages.ts";
import { containerLanes, guestLanes, type Lane, ordinaryLanes, runLanes } from "./steps.ts";

const root = join(import.meta.dir, "..");

/** A group of checks, and the Debian packages that they need. */
interface Checks {
  readonly packages: readonly string[];
  readonly lanes: () => Lane[] | Promise<Lane[]>;
}

const ordinary: Checks = { packages: testPackages, lanes: () => ordinaryLanes(root, false) };

const others: ReadonlyMap<string, Checks> = new Map([
  ["--quick", { packages: testPackages, lanes: () => ordinaryLanes(root, true) }],
  ["--guest", { packages: guestPackages, lanes: () => guestLanes(root) }],
  // An engine is installed only where none answers.
  ["--containers", { packages: containerPackages, lanes: () => containerLanes(root) }],
]);

async function main(args: readonly string[]): Promise<number> {
  const checks = args.length === 0 ? ordinary : others.get(args.join(" "));
  if (checks === undefined) {
    messages.error(`test takes ${[...others.keys()].join(", ")} or nothing, not '${args.join(" ")}'.`);
    return 2;
  }
  const missing = installPackages(checks.packages);
  if (missing !== null) {
    messages.error(`${missing}.`);
    return 2;
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps: string[] = [];
  for (const [name, count] of await runLanes(await checks.lanes(), root)) {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    if (count.failed > 0) failedSteps.push(name);
  }
  if (failedSteps.length > 0) messages.error(`failed: ${failedSteps.join(", ")}`);
  const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
