import type { Configuration } from "../../results/configuration.ts";
import type { Run } from "../../results/metadata.ts";
import { formatBytes, formatDuration, formatPlural, formatTime } from "../../number_format.ts";
import { type Details, type Fact, fact } from "../view/details.ts";
import { againstOf } from "./against.ts";
import { runDifferences } from "./differences.ts";
import { failuresOf } from "./failures.ts";
import { folderView } from "./folder_view.ts";
import { gpuFacts } from "./gpu_facts.ts";
import { machineFactsInShort } from "./machine_facts.ts";
import { imageWords, untilWords } from "./measuring_words.ts";
import { noiseFacts } from "./noise_facts.ts";

function inShort({ machine, source }: Configuration, isBaseline: boolean): string {
  const role = isBaseline ? ["baseline"] : [];
  if (machine === null) {
    const by = source === "older" ? " by the older tool" : "";
    return [...role, `machine not recorded${by}`].join(" · ");
  }
  const { cpu, numa, gpus } = machine;
  return [
    ...role,
    cpu.model ?? machine.architecture,
    formatPlural(cpu.threads, "thread"),
    formatPlural(numa.nodes.length, "node"),
    ...(gpus.devices.length === 0 ? [] : [formatPlural(gpus.devices.length, "GPU")]),
    machine.hypervisor === "none" ? "no hypervisor" : (machine.hypervisor ?? "hypervisor unknown"),
  ].join(" · ");
}

/** ` · 3 min 42 s`; nothing where a time is missing or no time. */
function durationWords({ startedAt, endedAt }: Run): string {
  const seconds = endedAt === null ? Number.NaN : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return seconds >= 0 ? ` · ${formatDuration(seconds)}` : "";
}

function runFact(run: Run): Fact {
  const { id, startedAt, endedAt, status, settings, suite } = run;
  const then = settings.until === null ? "" : `, then ${untilWords(settings.until)}`;
  return fact(
    `Run ${id}`,
    `${formatTime(startedAt)} to ${endedAt === null ? "no end" : formatTime(endedAt)}${durationWords(run)} · ${status}`,
    `profile ${settings.profile}, ${formatPlural(settings.rounds, "round")}${then}`,
    settings.tests.join(" "),
    `all-reduce up to ${formatBytes(settings.ncclMaxBytes)}`,
    `vcpu-bench ${suite.version}`,
    ...(suite.image === null ? [] : [`image ${imageWords(suite.image)}`]),
  );
}

/** `2 boots`; a machine that does not say which boot it is in is counted as nothing. */
function bootFacts(runs: readonly Run[]): Fact[] {
  if (runs.length === 0) return [];
  const boots = new Set(runs.flatMap(({ machine }) => machine.bootId ?? []));
  return [fact("Boots", boots.size === 0 ? "not shown by this machine" : formatPlural(boots.size, "boot"))];
}

/** What was not the same in all runs of the configuration, told of the run before which it changed. */
function changeFacts(runs: readonly Run[]): Fact[] {
  return runs.flatMap((run, i) => {
    const before = runs[i - 1];
    const changes = before === undefined ? [] : runDifferences(before, run);
    return changes.length === 0
      ? []
      : fact(
          `Run ${run.id} is unlike run ${before?.id} in`,
          ...changes.map(({ label, baseline, own }) => `${label} ${baseline} → ${own}`),
        );
  });
}

function toolFacts(runs: readonly Run[]): Fact[] {
  const facts = runs
    .flatMap((run) => run.tools)
    .map(({ benchmark, label, version, path }) => fact(benchmark, label, version, path));
  return Array.from(new Map(facts.map((of) => [JSON.stringify(of), of])).values());
}

function measuringFacts({ runs, startedAt, directory }: Configuration): Fact[] {
  return [
    ...(runs.length === 0 && startedAt !== null ? [fact("Started", formatTime(startedAt))] : []),
    ...runs.map(runFact),
    ...changeFacts(runs),
    ...bootFacts(runs),
    ...toolFacts(runs),
    fact("Folder", directory),
  ];
}

/** What a configuration is beside others, and where it is shown. */
export interface Place {
  /** Whether others are compared with it. */
  readonly isBaseline: boolean;
  /** What it is compared with; null for the baseline itself, and in a group of one. */
  readonly baseline: Configuration | null;
  /** Where the report will lie; null where that is not known. */
  readonly reportFolder: string | null;
}

/** What is kept of a configuration besides its numbers. */
export function detailsOf(
  configuration: Configuration,
  { isBaseline, baseline, reportFolder }: Place,
): Details {
  const { machine } = configuration;
  return {
    inShort: inShort(configuration, isBaseline),
    against: baseline === null ? null : againstOf(baseline, configuration),
    failures: failuresOf(configuration),
    machine: machine === null ? [] : machineFactsInShort(machine),
    gpus: machine === null ? [] : gpuFacts(machine),
    measuring: measuringFacts(configuration),
    noise: noiseFacts(configuration),
    folder: folderView(configuration, reportFolder),
  };
}
