import { join } from "node:path";
import { messages } from "../src/commands/messages.ts";
import { guestPackages } from "./guest/host_tools.ts";
import { installPackages, testPackages } from "./packages.ts";
import { guestSteps, ordinarySteps, runStep, type Count } from "./steps.ts";

const root = join(import.meta.dir, "..");

async function main(args: readonly string[]): Promise<number> {
  const inGuest = args[0] === "--guest";
  if (args.length > (inGuest ? 1 : 0)) {
    messages.error(`test takes --guest or nothing, not '${args.join(" ")}'.`);
    return 2;
  }
  const missing = installPackages(inGuest ? guestPackages : testPackages);
  if (missing !== null) {
    messages.error(`${missing}.`);
    return 2;
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failedSteps: string[] = [];
  for (const step of inGuest ? guestSteps(root) : await ordinarySteps(root)) {
    const count: Count = await runStep(step, root);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    if (count.failed > 0) failedSteps.push(step.name);
  }
  if (failedSteps.length > 0) messages.error(`failed: ${failedSteps.join(", ")}`);
  const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
