import type { MachineFacts } from "../machine/facts.ts";
import { groupName } from "../machine/gpus/group_name.ts";
import { modelCounts } from "../machine/gpus/words.ts";
import { UsageError } from "../usage_error.ts";

type Gpus = MachineFacts["gpus"];

/**
 * The GPU group that results of this machine are filed under where a person names none.
 * @throws UsageError when its GPUs are of different models.
 */
export function defaultGroup({ devices }: Gpus): string {
  const group = groupName(devices);
  if (group.kind === "name") return group.name;
  throw new UsageError(
    `This machine has GPUs of different models (${group.models.join(", ")}), whose results belong to no one model: ` +
      "name their group with --gpu, or show the programs only some of them (CUDA_VISIBLE_DEVICES, ROCR_VISIBLE_DEVICES).",
  );
}

/** A person who named the group of a host that keeps its GPUs for guests has done what the problem asks for. */
export function hasProblemToTell({ problem, onBus }: Gpus, named: string | undefined): boolean {
  return problem !== null && (named === undefined || onBus !== 0);
}

/** Lines on the GPUs that programs see, each model once, and on what keeps others from use. */
export function describeGpus({ devices, driver, runtime, problem }: Gpus): string[] {
  const software = [driver === null ? [] : `driver ${driver}`, runtime ?? []].flat().join(", ");
  const seen = modelCounts(devices) || "none";
  return [software === "" ? seen : `${seen} (${software})`, ...(problem === null ? [] : [problem])];
}
