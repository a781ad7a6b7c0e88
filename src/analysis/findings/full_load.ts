import { cpusIn } from "../../machine/cpu_list.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import type { Configuration } from "../../results/configuration.ts";
import { sumUp } from "../summary.ts";
import type { Case } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

/** What each thread still does while all CPUs work, as a share of what one does alone. */
export interface FullLoad {
  /** In events a second. */
  readonly alone: number;
  readonly perThread: number;
  readonly share: number;
  /** As far apart as the intervals of both figures allow. */
  readonly low: number;
  readonly high: number;
}

/** Null where either was not measured often enough to tell, and with a single CPU, which has nobody to share with. */
export function fullLoadOf(of: Pick<Case, "configuration" | "summary">): FullLoad | null {
  const { machine } = of.configuration;
  const [alone] = trustedRows(of, "cpu-single.rate");
  const [perThread] = trustedRows(of, "cpu-all.rate-per-thread");
  if (machine === null || cpusIn(machine.cpu.allowed) < 2) return null;
  if (alone === undefined || perThread === undefined || alone.low <= 0) return null;
  return {
    alone: alone.median,
    perThread: perThread.median,
    share: perThread.median / alone.median,
    low: perThread.low / alone.high,
    high: perThread.high / alone.low,
  };
}

/** The same of another configuration, of which nothing was summed up; null too where it left CPUs idle. */
export function fullLoadOfHost(configuration: Configuration, { cpu }: MachineFacts): FullLoad | null {
  if (cpusIn(cpu.allowed) < cpu.threads) return null;
  const ofCpus = new Set(["cpu-single", "cpu-all"]);
  const samples = configuration.samples.filter(({ benchmark }) => ofCpus.has(benchmark));
  return fullLoadOf({ configuration, summary: sumUp({ ...configuration, samples }) });
}

/**
 * Whether a control group grants less than the time of all allowed CPUs: then all figures of all CPUs are the
 * quota's.
 */
export function isHeldByQuota({ cpu, container: { cpuQuota } }: MachineFacts): boolean {
  return cpuQuota !== null && cpuQuota < cpusIn(cpu.allowed);
}
