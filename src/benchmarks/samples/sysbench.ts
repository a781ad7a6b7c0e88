import type { SysbenchReport } from "../formats/sysbench.ts";
import type { Sample } from "../metric.ts";

function latencySamples(benchmark: string, { latencyMs }: SysbenchReport): Sample[] {
  const { min, avg, max, percentiles } = latencyMs;
  return [
    { metric: `${benchmark}.latency-min`, at: {}, value: min },
    { metric: `${benchmark}.latency-avg`, at: {}, value: avg },
    { metric: `${benchmark}.latency-max`, at: {}, value: max },
    ...Object.entries(percentiles)
      // Builds that do not collect percentiles print 0.00, below the minimum: that is no latency.
      .filter(([, latency]) => latency > 0 || min === 0)
      .map(([percentile, latency]) => ({
        metric: `${benchmark}.latency-percentile`,
        at: { percentile: Number(percentile) },
        value: latency,
      })),
  ];
}

/** Samples of one thread: rate in events/s, latencies of one event in ms. */
export function cpuSingleSamples(report: SysbenchReport): Sample[] {
  return [
    { metric: "cpu-single.rate", at: {}, value: report.eventsPerSecond },
    ...latencySamples("cpu-single", report),
  ];
}

/** Samples of all threads: rates in events/s, latencies in ms, and how evenly the threads got on. */
export function cpuAllSamples(report: SysbenchReport): Sample[] {
  const { eventsAvg, eventsStddev, timeAvgSeconds, timeStddevSeconds } = report.fairness;
  return [
    { metric: "cpu-all.rate", at: {}, value: report.eventsPerSecond },
    { metric: "cpu-all.rate-per-thread", at: {}, value: report.eventsPerSecond / report.threads },
    { metric: "cpu-all.events-avg", at: {}, value: eventsAvg },
    { metric: "cpu-all.events-stddev", at: {}, value: eventsStddev },
    { metric: "cpu-all.events-spread", at: {}, value: (100 * eventsStddev) / eventsAvg },
    { metric: "cpu-all.time-avg", at: {}, value: timeAvgSeconds },
    { metric: "cpu-all.time-stddev", at: {}, value: timeStddevSeconds },
    ...latencySamples("cpu-all", report),
  ];
}
