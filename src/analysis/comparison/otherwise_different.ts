import { cpusIn } from "../../machine/cpu_list.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Run } from "../../results/metadata.ts";

/** Something in which two configurations differ that is no vCPU setting, or that a reader of ratios has to know. */
export interface OtherDifference {
  readonly what: "CPUs" | "CPU model" | "GPUs" | "GPU driver" | "tools" | "environment";
  readonly base: string;
  readonly candidate: string;
}

function cpuCount({ machine }: Run): string {
  return String(cpusIn(machine.cpu.allowed));
}

function gpuWords({ machine }: Run): string {
  return machine.gpus.devices.map(({ model, uuid }) => [model, uuid ?? ""].join(" ").trim()).join(", ");
}

function toolWords(run: Run, ids: ReadonlySet<string>): string {
  const versions = run.tools.filter(({ id }) => ids.has(id)).map(({ version }) => version);
  return Array.from(new Set(versions)).toSorted().join(", ");
}

function environmentWords({ machine }: Run): string {
  return Object.entries(machine.environment)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(" ");
}

/** What differs between the latest runs of two configurations beside what was set up on purpose. */
export function otherwiseDifferent(base: Configuration, candidate: Configuration): OtherDifference[] {
  const [one, other] = [base.runs.at(-1), candidate.runs.at(-1)];
  if (one === undefined || other === undefined) return [];
  const shared = new Set(
    one.tools.map(({ id }) => id).filter((id) => other.tools.some((tool) => tool.id === id)),
  );
  // Runs without GPU benchmarks say nothing of GPUs by which they could differ.
  const onGpus = [one, other].every(({ machine }) => machine.gpus.devices.length > 0);
  const seen: readonly (readonly [OtherDifference["what"], (run: Run) => string])[] = [
    ["CPUs", cpuCount],
    ["CPU model", ({ machine }) => machine.cpu.model ?? ""],
    ...(onGpus
      ? ([
          ["GPUs", gpuWords],
          ["GPU driver", ({ machine }: Run) => machine.gpus.driver ?? ""],
        ] as const)
      : []),
    ["tools", (run) => toolWords(run, shared)],
    ["environment", environmentWords],
  ];
  return seen.flatMap(([what, wordsOf]) => {
    const [own, others] = [wordsOf(one), wordsOf(other)];
    return own === others ? [] : { what, base: own, candidate: others };
  });
}
