import type { MachineFacts } from "../machine/facts.ts";
import type { Command } from "./benchmark.ts";
import { hasGpusOf } from "./gpu_applicability.ts";

/** What an AMD GPU that is a virtual function (MI350X) hangs or fails without. */
const presets = { HSA_NO_SCRATCH_RECLAIM: "1", NCCL_P2P_DISABLE: "1" } as const;

/**
 * The presets of a command on AMD GPUs, and the sentence that says so. One that a person has set is left to them, and
 * nothing at all is set on other GPUs.
 */
export function amdPresets(
  machine: MachineFacts,
  names: readonly (keyof typeof presets)[],
): Pick<Command, "environment" | "notice"> {
  if (!hasGpusOf("amd")(machine)) return { environment: {} };
  const inForce = names.filter((name) => !(name in machine.environment));
  if (inForce.length === 0) return { environment: {} };
  const assignments = inForce.map((name) => `${name}=${presets[name]}`).join(" and ");
  return {
    environment: Object.fromEntries(inForce.map((name) => [name, presets[name]])),
    notice:
      `${assignments} ${inForce.length === 1 ? "is" : "are"} set for AMD GPUs, whose virtual functions hang or fail ` +
      "otherwise; what is set in the environment goes first",
  };
}
