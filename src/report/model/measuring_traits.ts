import type { Run } from "../../results/metadata.ts";
import { formatBytes } from "../../number_format.ts";
import { imageWords, untilWords } from "./measuring_words.ts";
import type { Trait } from "./trait.ts";

/** How a run measured: its settings, and the versions of what measured. */
export function measuringTraits({ settings, suite, tools }: Run): Trait[] {
  const { profile, rounds, tests, ncclMaxBytes, until } = settings;
  const byBenchmark = Array.from(Map.groupBy(tools, ({ benchmark }) => benchmark));
  const toolTraits = byBenchmark.map(([benchmark, own]): Trait => ({
    label: `tool of ${benchmark}`,
    text: own.map(({ label, version }) => (version === "" ? label : `${label} (${version})`)).join(", "),
  }));
  return [
    { label: "profile", text: profile },
    { label: "rounds", text: String(rounds) },
    { label: "further rounds", text: until === null ? "none" : untilWords(until) },
    { label: "tests", text: tests.join(" ") },
    { label: "largest all-reduce", text: formatBytes(ncclMaxBytes) },
    ...toolTraits,
    { label: "vcpu-bench", text: suite.version },
    { label: "image", text: suite.image === null ? "none" : imageWords(suite.image) },
  ];
}
