import { z } from "zod";
import { profiles } from "../benchmarks/settings.ts";
import { machineFacts } from "../machine/facts.ts";
import { suiteImageSchema } from "../suite_image.ts";

/**
 * Version of the schema of metadata.json and samples.csv. Files of each earlier one are read, and never added to.
 * 2: samples.csv has the column `conditions`.
 */
export const schemaVersion = 2;

/**
 * Items that types alone keep from being changed. Zod's `readonly()` freezes each list, which takes longer than checking
 * it: a report over a thousand configurations has some 300,000 of them.
 */
function list<Item extends z.ZodType>(item: Item): z.ZodType<readonly z.output<Item>[], z.input<Item>[]> {
  return z.array(item);
}

/** What else went on while a trial ran; every figure is over the trial's own time. */
const noise = z.object({
  wallSeconds: z.number(),
  /** CPU time of the trial's own processes. */
  cpuSeconds: z.number(),
  /** Time that the hypervisor gave our vCPUs' turn to others, summed over the allowed CPUs. */
  stealSeconds: z.number().nullable(),
  /** CPU time on the allowed CPUs that was neither the trial's nor this program's nor the sampler's. */
  otherCpuSeconds: z.number().nullable(),
  involuntarySwitches: z.number().nullable(),
  /** Time in which some task waited for a CPU (PSI `some`). */
  pressureSeconds: z.number().nullable(),
  /** CPU time of this program itself. */
  harnessCpuSeconds: z.number(),
  /** CPU time of the program that sampled the GPUs. */
  samplerCpuSeconds: z.number().default(0),
});

const spread = z.object({ min: z.number(), median: z.number(), max: z.number() });

/** What a GPU did while commands of a trial loaded it; the figures are over the samples that found work on it. */
const gpuLoad = z.object({
  gpu: z.number().int().nonnegative(),
  samples: z.number().int().nonnegative(),
  /** Those that found work on it. */
  busySamples: z.number().int().nonnegative(),
  smClockMHz: spread.nullable(),
  memoryClockMHz: spread.nullable(),
  temperatureC: spread.nullable(),
  powerWatts: spread.nullable(),
  /** Why its clocks were held back, each reason seen at least once, in the vendor's words: `sw_power_cap`, … */
  throttleReasons: list(z.string()),
  /** The highest seen: a link that is fast under load is no degraded one, whatever it does at rest. */
  pcieGeneration: z.number().int().nullable(),
  pcieWidth: z.number().int().nullable(),
});

const execution = z.object({
  /** What was executed, binding included. */
  argv: list(z.string()),
  environment: z.record(z.string(), z.string()),
  wallSeconds: z.number(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  /** `limit` when its time was up; the default stands for results of schema 1. */
  endedBy: z.enum(["itself", "limit"]).default("itself"),
});

const outcome = z.discriminatedUnion("status", [
  z.object({ status: z.literal("done") }),
  z.object({
    status: z.literal("failed"),
    because: z.string(),
    /** The end of what the failed command printed. */
    output: z.string(),
  }),
]);

const trial = z.object({
  benchmark: z.string(),
  round: z.number().int().positive(),
  tool: z.string(),
  startedAt: z.string(),
  executions: list(execution),
  /** Sentences about what was not as by default or not to be had. */
  notices: list(z.string()),
  noise,
  gpuLoad: list(gpuLoad).default([]),
  outcome,
});

/** The container image of the suite. What set it from outside once gave a name alone. */
const image = z.union([
  suiteImageSchema,
  z.string().transform((name) => ({ name, version: null, revision: null, base: null, baseDigest: null })),
]);

const run = z.object({
  id: z.number().int().positive(),
  startedAt: z.string(),
  /** Null while it runs, and for ever if it was killed. */
  endedAt: z.string().nullable(),
  status: z.enum(["running", "interrupted", "finished"]),
  suite: z.object({ version: z.string(), image: image.nullable() }),
  settings: z.object({
    profile: z.enum(profiles),
    rounds: z.number().int().positive(),
    tests: list(z.string()),
    ncclMaxBytes: z.number().int().positive(),
    tools: z.record(z.string(), z.string()).default({}),
    until: z
      .object({ percent: z.number().positive(), budgetSeconds: z.number().positive() })
      .nullable()
      .default(null),
  }),
  machine: machineFacts,
  /** The tool used for each benchmark. */
  tools: list(
    z.object({
      benchmark: z.string(),
      id: z.string(),
      label: z.string(),
      path: z.string(),
      version: z.string(),
    }),
  ),
  skipped: list(z.object({ benchmark: z.string(), because: z.string() })),
  trials: list(trial),
});

export const metadata = z.object({
  schema: z.literal([1, schemaVersion]),
  gpu: z.string(),
  config: z.string(),
  runs: z.array(run).min(1).readonly(),
  /**
   * Length in bytes up to which each file of this folder belongs to the trials listed here. What lies behind it is
   * of a trial that a kill cut short: readers ignore it, and `--resume` cuts it off.
   */
  committed: z.record(z.string().regex(/^[a-z0-9_]+\.(txt|csv)$/), z.number().int().nonnegative()),
});

export type Metadata = z.infer<typeof metadata>;
export type Run = Metadata["runs"][number];
export type Trial = Run["trials"][number];
export type GpuLoad = Trial["gpuLoad"][number];
export type Noise = Trial["noise"];
export type Execution = Trial["executions"][number];
export type Outcome = Trial["outcome"];
