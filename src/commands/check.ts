import { resolve } from "node:path";
import { defineCommand } from "citty";
import { isLostWithContainer, readConfinement } from "../machine/confinement.ts";
import { readLimits } from "../machine/limits.ts";
import { systemFiles } from "../machine/system_files.ts";
import { checkContainer } from "../runner/container_readiness.ts";
import { checkReadiness, type Check } from "../runner/readiness.ts";
import { suiteImage } from "../suite.ts";
import { standardPlan } from "./standard_plan.ts";

const signs: Readonly<Record<Check["status"], string>> = { good: "ok    ", note: "note  ", spoils: "spoils" };

export const checkCommand = defineCommand({
  meta: {
    name: "check",
    description: "Say what this machine or container lacks and which result that spoils (exit code 3 if any)",
  },
  async run(): Promise<number> {
    const files = systemFiles();
    const checks = checkReadiness(await standardPlan(files), readLimits(files));
    if (suiteImage !== null)
      checks.push(
        ...checkContainer(readConfinement(files), suiteImage, isLostWithContainer(files, resolve("results"))),
      );
    const width = Math.max(...checks.map(({ subject }) => subject.length));
    for (const { status, subject, sentence } of checks)
      process.stdout.write(`${signs[status]}  ${subject.padEnd(width)}  ${sentence}\n`);
    return checks.some(({ status }) => status === "spoils") ? 3 : 0;
  },
});
