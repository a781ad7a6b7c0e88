import { z } from "zod";
import { severities } from "../../analysis/findings/finding.ts";
import { profiles } from "../../benchmarks/settings.ts";

/** Version of the form of the document; it grows when something is renamed or removed. */
export const jsonSchemaVersion = 1;

const gpu = z.string().describe("the GPU group: only configurations of one group are compared");
const config = z.string().describe("the configuration's name");
const configs = z.array(z.string()).describe("names of the configurations that it is about");

const decision = z.strictObject({
  gpu,
  is: z
    .enum(["use", "either", "overall", "nothing"])
    .describe(
      "use: one is best; either: nothing tells the first two apart; overall: one is best on the whole and not in " +
        "everything; nothing: there is nothing to decide",
    ),
  configs: z.array(z.string()).describe("the configurations to choose, the first choice first"),
  because: z.string().describe("what it rests on, in words"),
  more: z.array(z.string()).describe("what else one has to know, a sentence each"),
});

const evidence = z.strictObject({
  label: z.string().describe("what the number is of"),
  value: z.union([z.number(), z.string()]).describe("the number, or a word"),
  unit: z.string().nullable().describe("of the number; null for words and bare counts"),
});

const finding = z.strictObject({
  gpu,
  configs,
  rule: z.string().describe("id of the rule that found it, the same for all findings of a kind"),
  severity: z
    .enum(severities)
    .describe(
      "fault: something is broken; cost: a choice that costs speed; doubt: a figure is not to be trusted",
    ),
  sentence: z.string().describe("what was found, with its main number"),
  evidence: z.array(evidence).describe("the numbers that it rests on"),
  advice: z.array(z.string()).describe("what to do, a step each"),
});

const machine = z.strictObject({
  architecture: z.string().describe("as uname -m names it"),
  cpuModel: z.string().nullable().describe("null where the machine does not say"),
  sockets: z.int().describe("as the machine shows them"),
  dies: z.int().describe("of all sockets"),
  cores: z.int().describe("of all sockets"),
  threads: z.int().describe("logical CPUs, as far as the machine shows them"),
  nodes: z.int().describe("NUMA nodes"),
  memoryBytes: z.number().describe("bytes; 0 where it cannot be read"),
  hugePages: z
    .array(
      z.strictObject({
        pageBytes: z.number().describe("bytes of one page"),
        reserved: z.int().describe("pages"),
      }),
    )
    .describe("pools of reserved huge pages"),
  transparentHugePages: z
    .enum(["always", "madvise", "never"])
    .nullable()
    .describe("null where there are none or the machine does not say"),
  hypervisor: z.string().nullable().describe("kvm, …; none on bare metal; null where it is not known"),
  kernel: z.string().nullable().describe("release; null where it is not known"),
  clockSource: z.string().nullable().describe("null where it is not known"),
  gpuModels: z.array(z.string()).describe("one entry a GPU that programs saw"),
  gpuDriver: z.string().nullable().describe("version; null without GPUs"),
});

const outcome = z.strictObject({
  benchmark: z.string().describe("id of the benchmark"),
  status: z.enum(["done", "failed", "skipped"]).describe("failed where it failed in some round"),
  rounds: z.int().nullable().describe("rounds in which it ran; null when skipped"),
  failedRounds: z.int().nullable().describe("rounds in which it failed; null when skipped"),
  because: z.string().nullable().describe("why it failed or was skipped; null when done"),
});

const difference = z.strictObject({
  label: z.string().describe("what differs: sockets, kernel, the name of an environment variable, …"),
  baseline: z.string().describe("what the baseline has"),
  own: z.string().describe("what this one has"),
});

const file = z.strictObject({
  name: z.string().describe("the file's name in the configuration's folder"),
  bytes: z.int().nullable().describe("bytes of finished trials in it; null where that is not recorded"),
  is: z
    .string()
    .nullable()
    .describe("what it holds, in words; null for a file that this program does not write"),
});

const configuration = z.strictObject({
  gpu,
  config,
  isBaseline: z.boolean().describe("whether the others of its group are compared with it"),
  source: z
    .enum(["samples", "older"])
    .describe("samples: measured by vcpu-bench; older: read from the raw files of other tools"),
  profile: z.enum(profiles).nullable().describe("of the latest run; smoke is never compared; null for older"),
  startedAt: z.string().nullable().describe("ISO 8601, of the first run; null where the folder does not say"),
  endedAt: z
    .string()
    .nullable()
    .describe("ISO 8601, of the latest run; null where it has not ended or is not known"),
  status: z
    .enum(["running", "interrupted", "finished"])
    .nullable()
    .describe("of the latest run; running also for one that was killed; null for older"),
  runs: z.int().describe("runs of it; 0 for older"),
  boots: z.int().describe("distinct boots that its runs were measured in; 0 where that is not known"),
  outcomes: z.array(outcome).describe("what became of each benchmark"),
  machine: machine.nullable().describe("of the latest run, in short; null where it is not recorded"),
  differences: z
    .array(difference)
    .nullable()
    .describe(
      "by what it differs from the baseline besides its figures; null for the baseline and where it is not known",
    ),
  folder: z
    .string()
    .nullable()
    .describe(
      "address of its folder from where this document lies, percent-encoded, with a slash behind; null where that is " +
        "not known",
    ),
  files: z.array(file).describe("the ordinary files in its folder"),
});

const row = z.strictObject({
  gpu,
  config,
  benchmark: z.string().describe("id of the benchmark that measured it"),
  metric: z.string().describe("id of the metric"),
  label: z.string().nullable().describe("the metric in words; null for one that this version does not know"),
  role: z
    .enum(["target", "control", "detail"])
    .nullable()
    .describe(
      "target: what settings should move; control: what they should not; detail: has no verdict; null for a metric " +
        "that this version does not know",
    ),
  better: z
    .enum(["higher", "lower"])
    .nullable()
    .describe("null for a metric that this version does not know"),
  coordinates: z
    .string()
    .describe("what tells it from others of the metric: name=value, sorted by name, a blank between"),
  unit: z.string().describe("of median, low and high"),
  median: z.number().describe("over the rounds; of several runs, the mean of their medians"),
  low: z.number().describe("lower end of the 95 % interval of the median"),
  high: z.number().describe("upper end of the 95 % interval of the median"),
  rounds: z.int().describe("values behind it"),
  tool: z.string().describe("id of the program that measured it"),
  repetitions: z.int().describe("boots behind it, or runs where all are of one boot"),
  baseline: z
    .string()
    .nullable()
    .describe(
      "the configuration that it is compared with; null for the baseline itself and in a group of one",
    ),
  ratio: z
    .number()
    .nullable()
    .describe(
      "to the baseline, turned so that above 1 is better whatever the metric; null where it cannot be compared",
    ),
  ratioLow: z
    .number()
    .nullable()
    .describe("lower end of the 95 % interval of the ratio; null where it has none"),
  ratioHigh: z
    .number()
    .nullable()
    .describe("upper end of the 95 % interval of the ratio; null where it has none"),
  verdict: z
    .enum(["better", "worse", "same", "undecided"])
    .nullable()
    .describe("null where it cannot be compared"),
});

const problem = z.strictObject({
  path: z.string().describe("the file or folder"),
  because: z.string().describe("why it could not be read, or not wholly"),
});

/** A report as .json. */
export const reportDocument = z
  .strictObject({
    schema: z
      .literal(jsonSchemaVersion)
      .describe("version of this form; it grows when something is renamed or removed"),
    generator: z.string().describe("the program and its version"),
    generatedAt: z.string().describe("ISO 8601"),
    decisions: z.array(decision).describe("which configuration to use, one a GPU group"),
    findings: z.array(finding).describe("what is wrong and what to do, by group, the gravest first"),
    configurations: z.array(configuration).describe("what was measured, and on what"),
    rows: z.array(row).describe("one a figure of a configuration"),
    problems: z.array(problem).describe("what could not be read, and so is not in the report or not wholly"),
  })
  .describe("A report of vcpu-bench. Numbers are in full precision.");

export type ReportDocument = z.infer<typeof reportDocument>;

/** The same as JSON Schema, 2020-12. */
export function jsonSchema(): unknown {
  return z.toJSONSchema(reportDocument);
}
