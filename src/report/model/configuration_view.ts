import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Run } from "../../results/metadata.ts";
import type { SuiteImage } from "../../suite_image.ts";
import { formatBytes, formatDuration, formatPlural, formatTime } from "../../number_format.ts";
import { coordinateWords } from "./coordinate_words.ts";
import { asAbove, type Cell, type DataTable, textCell } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import { gpuFacts } from "./gpu_facts.ts";
import { gpuLoadsOf } from "../../analysis/gpu_load.ts";
import { gpuLoadTable } from "./gpu_load_table.ts";
import { type Fact, fact, machineFactsInShort } from "./machine_facts.ts";
import type { Member, Series } from "./member.ts";
import { noiseFacts } from "./noise_facts.ts";

/** All that is kept of a configuration, in short. */
export interface ConfigurationView {
  readonly member: Member;
  /** What the machine is in a few words, for the closed state. */
  readonly inShort: string;
  readonly machine: readonly Fact[];
  /** As they were before anything was measured. */
  readonly gpus: readonly Fact[];
  readonly measuring: readonly Fact[];
  readonly noise: readonly Fact[];
  /** What the GPUs did meanwhile; null when nobody looked. */
  readonly gpuLoad: DataTable | null;
  /** Figures that no chart shows; null when there are none. */
  readonly otherFigures: DataTable | null;
}

function inShort({ configuration: { machine, source }, isBaseline }: Member): string {
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

/** `, then until ±1 % or 30 min`. */
function untilWords({ until }: Run["settings"]): string {
  if (until === null) return "";
  return `, then until ±${until.percent} % or ${formatDuration(until.budgetSeconds)}`;
}

function runFact({ id, startedAt, endedAt, status, settings, suite }: Run): Fact {
  return fact(
    `Run ${id}`,
    `${formatTime(startedAt)} to ${endedAt === null ? "no end" : formatTime(endedAt)} · ${status}`,
    `profile ${settings.profile}, ${formatPlural(settings.rounds, "round")}${untilWords(settings)}`,
    settings.tests.join(" "),
    `all-reduce up to ${formatBytes(settings.ncclMaxBytes)}`,
    `vcpu-bench ${suite.version}`,
    ...(suite.image === null ? [] : [imageWords(suite.image)]),
  );
}

/** `vcpu-bench:cuda 0.1.0 (1a2b3c4d5e6f) on nvidia/cuda:12.9.2-base-ubuntu24.04@sha256:…`, as far as it is known. */
function imageWords({ name, version, revision, base, baseDigest }: SuiteImage): string {
  return [
    `image ${name}`,
    ...(version === null ? [] : [version]),
    ...(revision === null ? [] : [`(${revision.slice(0, 12)})`]),
    ...(base === null ? [] : [`on ${base}${baseDigest === null ? "" : `@${baseDigest}`}`]),
  ].join(" ");
}

function toolFacts(runs: readonly Run[]): Fact[] {
  const facts = runs
    .flatMap((run) => run.tools)
    .map(({ benchmark, label, version, path }) => fact(benchmark, label, version, path));
  return Array.from(new Map(facts.map((of) => [JSON.stringify(of), of])).values());
}

function measuringFacts({ configuration: { runs, startedAt, directory } }: Member): Fact[] {
  return [
    ...(runs.length === 0 && startedAt !== null ? [fact("Started", formatTime(startedAt))] : []),
    ...runs.map(runFact),
    ...toolFacts(runs),
    fact("Folder", directory),
  ];
}

/** Equal for series of one figure, whose name, unit and tool are then said once. */
function kindOf({ row }: Series): string {
  return JSON.stringify([row.metric, row.unit, row.tool]);
}

function otherFigures(catalogue: readonly CatalogueEntry[], member: Member): DataTable | null {
  const metrics = new Map(catalogue.flatMap((entry) => entry.metrics).map((metric) => [metric.id, metric]));
  const charted = new Set(catalogue.flatMap(({ charts }) => charts.map(({ metric }) => metric)));
  // A chart leaves out what is in another unit than its axis.
  const uncharted = member.series.filter(
    ({ row }) => !charted.has(row.metric) || metrics.get(row.metric)?.unit !== row.unit,
  );
  const rest = Array.from(Map.groupBy(uncharted, kindOf).values()).flat();
  if (rest.length === 0) return null;
  return {
    columns: [
      { label: "figure", isNumeric: false },
      { label: "of", isNumeric: false },
      { label: "median and interval", isNumeric: true },
      { label: "unit", isNumeric: false },
      { label: "rounds", isNumeric: true },
      { label: "tool", isNumeric: false },
    ],
    rows: rest.map((own, i) => {
      const { row, toolLabel } = own;
      const above = rest[i - 1];
      const isContinued = above !== undefined && kindOf(above) === kindOf(own);
      const once = (cell: Cell): Cell => (isContinued ? asAbove : cell);
      return [
        once({ ...textCell(metrics.get(row.metric)?.label ?? row.metric), details: [row.metric] }),
        textCell(
          Object.entries(row.at)
            .map(([name, value]) => coordinateWords(name, value))
            .join(", "),
        ),
        estimateCell({ member, series: own }),
        once(textCell(row.unit)),
        { text: String(row.rounds), value: row.rounds },
        once(textCell(toolLabel)),
      ];
    }),
  };
}

export function configurationView(catalogue: readonly CatalogueEntry[], member: Member): ConfigurationView {
  const { configuration } = member;
  const { machine } = configuration;
  return {
    member,
    inShort: inShort(member),
    machine: machine === null ? [] : machineFactsInShort(machine),
    gpus: machine === null ? [] : gpuFacts(machine),
    measuring: measuringFacts(member),
    noise: noiseFacts(configuration),
    gpuLoad: gpuLoadTable(gpuLoadsOf(configuration)),
    otherFigures: otherFigures(catalogue, member),
  };
}
