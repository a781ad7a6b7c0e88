import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import type { BenchmarkOutcome, Configuration } from "../../results/configuration.ts";
import { formatCoordinates } from "../../results/coordinates.ts";
import { knownEnd } from "../known_end.ts";
import { differencesOf } from "../model/differences.ts";
import { addressOf } from "../model/folder_view.ts";
import { buildPage, type Group } from "../model.ts";
import type { ReportInput } from "../report_input.ts";
import { fileWords } from "../view/file_words.ts";
import { comparedConfigurations, type ComparedConfiguration, type ComparedRow } from "./compared_rows.ts";
import { jsonSchemaVersion, type ReportDocument } from "./json_schema.ts";

type Shown<Key extends "decisions" | "findings" | "configurations" | "rows"> = ReportDocument[Key][number];

function decisionOf({ gpu, decision: { is, names, because, more } }: Group): Shown<"decisions"> {
  return { gpu, is, configs: [...names], because, more: [...more] };
}

/** A finding of each case, since a program looks for those of a configuration. */
function findingsOf({ gpu, members, findings }: Group): Shown<"findings">[] {
  const configOf = new Map(members.map(({ label, config }) => [label, config]));
  return findings.flatMap(({ rule, severity, cases, advice }) =>
    cases.map(({ configs, sentence, evidence }) => ({
      gpu,
      configs: configs.map((label) => configOf.get(label) ?? label),
      rule,
      severity,
      sentence,
      evidence: evidence.map(({ label, value, unit }) => ({ label, value, unit })),
      advice: [...advice],
    })),
  );
}

function machineInShort(machine: MachineFacts): NonNullable<Shown<"configurations">["machine"]> {
  const { architecture, cpu, numa, memory, hugePages, hypervisor, kernel, clockSource, gpus } = machine;
  return {
    architecture,
    cpuModel: cpu.model,
    sockets: cpu.sockets,
    dies: cpu.dies,
    cores: cpu.cores,
    threads: cpu.threads,
    nodes: numa.nodes.length,
    memoryBytes: memory.totalBytes,
    hugePages: hugePages.pools.map(({ pageBytes, reserved }) => ({ pageBytes, reserved })),
    transparentHugePages: hugePages.transparent,
    hypervisor,
    kernel: kernel.release,
    clockSource,
    gpuModels: gpus.devices.map(({ model }) => model),
    gpuDriver: gpus.driver,
  };
}

function outcomeInShort(outcome: BenchmarkOutcome): Shown<"configurations">["outcomes"][number] {
  const { benchmark, status } = outcome;
  const nothing = { rounds: null, failedRounds: null, because: null };
  switch (status) {
    case "done":
      return { benchmark, status, ...nothing, rounds: outcome.rounds, failedRounds: 0 };
    case "skipped":
      return { benchmark, status, ...nothing, because: outcome.because };
    case "failed": {
      const { rounds, failedRounds, because } = outcome;
      return { benchmark, status, rounds, failedRounds, because };
    }
  }
}

function bootsOf({ runs }: Configuration): number {
  return new Set(runs.flatMap(({ machine }) => machine.bootId ?? [])).size;
}

function configurationOf(
  { configuration, baseline, isBaseline }: ComparedConfiguration,
  { catalogue, reportFolder }: ReportInput,
): Shown<"configurations"> {
  const { gpu, config, source, profile, startedAt, runs, outcomes, machine, directory, files } =
    configuration;
  const latest = runs.at(-1);
  return {
    gpu,
    config,
    isBaseline,
    source,
    profile,
    startedAt,
    endedAt: latest?.endedAt ?? null,
    status: latest?.status ?? null,
    runs: runs.length,
    boots: bootsOf(configuration),
    outcomes: outcomes.map(outcomeInShort),
    machine: machine === null ? null : machineInShort(machine),
    differences: baseline === null ? null : (differencesOf(baseline, configuration)?.all.slice() ?? null),
    folder: reportFolder === undefined ? null : addressOf(directory, reportFolder),
    files: files.map(({ name, bytes }) => ({ name, bytes, is: fileWords(name, catalogue) })),
  };
}

type Metrics = ReadonlyMap<string, CatalogueEntry["metrics"][number]>;

function rowOf(row: ComparedRow, metrics: Metrics): Shown<"rows"> {
  const metric = metrics.get(row.metric);
  return {
    gpu: row.gpu,
    config: row.config,
    benchmark: row.benchmark,
    metric: row.metric,
    label: metric?.label ?? null,
    role: metric?.role ?? null,
    better: metric?.better ?? null,
    coordinates: formatCoordinates(row.at),
    unit: row.unit,
    median: row.median,
    low: row.low,
    high: row.high,
    rounds: row.rounds,
    tool: row.tool,
    repetitions: row.repetitions,
    baseline: row.baseline,
    ratio: row.ratio?.estimate ?? null,
    ratioLow: knownEnd(row.ratio?.low),
    ratioHigh: knownEnd(row.ratio?.high),
    verdict: row.verdict,
  };
}

/**
 * A JSON document for programs, as docs/report.md describes it: each figure with what became of it beside the baseline,
 * and what the figures are of. Numbers are in full precision.
 */
export function renderJson(input: ReportInput): string {
  const { groups } = buildPage(input);
  const compared = comparedConfigurations(input);
  const metrics: Metrics = new Map(
    input.catalogue.flatMap((entry) => entry.metrics).map((metric) => [metric.id, metric]),
  );
  const document: ReportDocument = {
    schema: jsonSchemaVersion,
    generator: `vcpu-bench ${input.version}`,
    generatedAt: input.generatedAt.toISOString(),
    decisions: groups.map(decisionOf),
    findings: groups.flatMap(findingsOf),
    configurations: compared.map((one) => configurationOf(one, input)),
    rows: compared.flatMap(({ rows }) => rows.map((row) => rowOf(row, metrics))),
    problems: input.tree.problems.map(({ path, because }) => ({ path, because })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
