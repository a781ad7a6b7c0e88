import { OutputError } from "../benchmark.ts";
import { linesOf, onlyLine, quoteLine } from "./lines.ts";
import { parseCount, parseFixed } from "./number.ts";

/** What `sysbench cpu run` reports. */
export interface SysbenchReport {
  readonly threads: number;
  readonly eventsPerSecond: number;
  readonly totalTimeSeconds: number;
  readonly totalEvents: number;
  readonly latencyMs: {
    readonly min: number;
    readonly avg: number;
    readonly max: number;
    /** By percentile, e.g. `{"95": 0.25}`; empty when switched off with `--percentile=0`. */
    readonly percentiles: Readonly<Record<string, number>>;
    readonly sum: number;
  };
  /** Over the threads: how evenly they got events and time. */
  readonly fairness: {
    readonly eventsAvg: number;
    readonly eventsStddev: number;
    readonly timeAvgSeconds: number;
    readonly timeStddevSeconds: number;
  };
}

/**
 * sysbench takes the rate over its own clock, which starts a little before the workers: on an overloaded machine
 * they differ by some percent. A larger factor is no rounding.
 */
const largestRateFactor = 2;

/** The number behind `label:`, printed with `fractionDigits` digits behind the point and perhaps a unit. */
function labelled(lines: readonly string[], label: string, fractionDigits: number, unit = ""): number {
  const match = onlyLine(lines, new RegExp(String.raw`^\s*${label}:(.*)$`), `'${label}:'`);
  const text = (match[1] ?? "").trim();
  if (!text.endsWith(unit)) throw new OutputError(`${quoteLine(match.input)} lacks its unit '${unit}'`);
  return parseFixed(text.slice(0, text.length - unit.length), fractionDigits, match.input);
}

function count(lines: readonly string[], label: string): number {
  const match = onlyLine(lines, new RegExp(String.raw`^\s*${label}:(.*)$`), `'${label}:'`);
  return parseCount((match[1] ?? "").trim(), match.input);
}

/** The two numbers behind `label (avg/stddev):`. */
function averageAndDeviation(lines: readonly string[], label: string): [average: number, deviation: number] {
  const pattern = new RegExp(String.raw`^\s*${label} \(avg/stddev\):(.*)$`);
  const match = onlyLine(lines, pattern, `'${label} (avg/stddev):'`);
  const [average = "", deviation = ""] = (match[1] ?? "").trim().split("/", 2);
  return [parseFixed(average, 4, match.input), parseFixed(deviation, 2, match.input)];
}

function percentiles(lines: readonly string[]): Record<string, number> {
  const pattern = /^\s*(?:(\d+)th percentile|percentile stats):(.*)$/;
  const match = onlyLine(lines, pattern, "latency percentile");
  const [line, percentile, rest = ""] = match;
  const text = rest.trim();
  if (percentile !== undefined) return { [percentile]: parseFixed(text, 2, line) };
  if (text !== "disabled") throw new OutputError(`${quoteLine(line)} is neither a percentile nor 'disabled'`);
  return {};
}

/** @throws OutputError when numbers that sysbench derives from each other do not fit. */
function checkConsistency(report: SysbenchReport): void {
  const { threads, totalEvents, totalTimeSeconds, eventsPerSecond, latencyMs, fairness } = report;
  if (threads === 0) throw new OutputError("sysbench says that it ran 0 threads");
  if (totalEvents === 0 || totalTimeSeconds === 0) {
    throw new OutputError(
      `sysbench finished ${totalEvents} events in ${totalTimeSeconds} s: there is no rate`,
    );
  }
  const rate = totalEvents / totalTimeSeconds;
  const hundredth = 0.01;
  if (
    eventsPerSecond > rate * largestRateFactor + hundredth ||
    eventsPerSecond < rate / largestRateFactor - hundredth
  ) {
    throw new OutputError(
      `sysbench says ${eventsPerSecond} events per second, but ${totalEvents} events in ${totalTimeSeconds} s`,
    );
  }
  if (latencyMs.min > latencyMs.avg || latencyMs.avg > latencyMs.max) {
    const { min, avg, max } = latencyMs;
    throw new OutputError(`the latencies min ${min}, avg ${avg} and max ${max} ms are not in this order`);
  }
  // Each thread may have finished an event between the two counts.
  if (Math.abs(fairness.eventsAvg * threads - totalEvents) > 1.0001 * threads) {
    throw new OutputError(
      `${fairness.eventsAvg} events a thread on ${threads} threads are not ${totalEvents} events`,
    );
  }
}

/**
 * Reads what `sysbench cpu run` of sysbench 1.0 prints.
 * @throws OutputError when a figure is missing, unreadable or contradicts another one.
 */
export function parseSysbench(stdout: string): SysbenchReport {
  const lines = linesOf(stdout);
  const [eventsAvg, eventsStddev] = averageAndDeviation(lines, "events");
  const [timeAvgSeconds, timeStddevSeconds] = averageAndDeviation(lines, "execution time");
  const report = {
    threads: count(lines, "Number of threads"),
    eventsPerSecond: labelled(lines, "events per second", 2),
    totalTimeSeconds: labelled(lines, "total time", 4, "s"),
    totalEvents: count(lines, "total number of events"),
    latencyMs: {
      min: labelled(lines, "min", 2),
      avg: labelled(lines, "avg", 2),
      max: labelled(lines, "max", 2),
      percentiles: percentiles(lines),
      sum: labelled(lines, "sum", 2),
    },
    fairness: { eventsAvg, eventsStddev, timeAvgSeconds, timeStddevSeconds },
  };
  checkConsistency(report);
  return report;
}
