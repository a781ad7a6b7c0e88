import type { Confinement } from "../machine/confinement.ts";
import type { SuiteImage } from "../suite_image.ts";
import type { Check } from "./readiness.ts";

/** What to tell a person whose results would go with the container. */
export const mountAdvice =
  "no folder is mounted there, so all that is measured would go with the container; mount one: -v ./results:/results";

/** What an image's GPUs need: the device that all of them share, and the flags that bring it. */
const gpuImages: Readonly<Record<string, { readonly device: string; readonly flags: string }>> = {
  "vcpu-bench:cuda": { device: "/dev/nvidiactl", flags: "--gpus all" },
  "vcpu-bench:rocm": { device: "/dev/kfd", flags: "--device /dev/kfd --device /dev/dri" },
};

function checkResults(isLost: boolean): Check {
  const subject = "results";
  return isLost
    ? { status: "spoils", subject, sentence: mountAdvice }
    : { status: "good", subject, sentence: "kept in a mounted folder" };
}

function checkDevices({ devices }: Confinement, { name }: SuiteImage): Check[] {
  const subject = "GPU devices";
  const needed = gpuImages[name];
  if (needed === undefined) return [];
  if (!devices.some(({ path }) => path === needed.device))
    return [
      {
        status: "spoils",
        subject,
        sentence: `${needed.device} is not in this container, so no GPU can be measured: ${needed.flags}`,
      },
    ];
  const refused = devices.filter(({ isUsable }) => !isUsable);
  if (refused.length === 0) return [{ status: "good", subject, sentence: "in the container, and usable" }];
  const groups = new Set(refused.flatMap(({ group }) => (group === null ? [] : [group])));
  const flags = Array.from(groups, (group) => `--group-add ${group}`).join(" ");
  return [
    {
      status: "spoils",
      subject,
      sentence: `this user may not use ${refused.map(({ path }) => path).join(", ")}: ${flags}`,
    },
  ];
}

function checkPrivileges({ needlessCapabilities, hasInit, isRootReadOnly }: Confinement): Check[] {
  const checks: Check[] = [];
  if (needlessCapabilities !== null && needlessCapabilities !== 0n)
    checks.push({
      status: "note",
      subject: "capabilities",
      sentence: "more are held than memory binding needs (--cap-drop ALL --cap-add SYS_NICE)",
    });
  if (isRootReadOnly === false)
    checks.push({
      status: "note",
      subject: "root file system",
      sentence: "writable, which nothing needs (--read-only --tmpfs /tmp)",
    });
  if (hasInit === false)
    checks.push({
      status: "note",
      subject: "init",
      sentence: "process 1 is none, so what a killed tool leaves behind stays until the end (--init)",
    });
  return checks;
}

/**
 * What a container of one of our images was started without, and the flag that grants it.
 *
 * @param isLost whether the results folder goes with the container
 */
export function checkContainer(confinement: Confinement, image: SuiteImage, isLost: boolean): Check[] {
  return [checkResults(isLost), ...checkDevices(confinement, image), ...checkPrivileges(confinement)];
}
