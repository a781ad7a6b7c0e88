import type { Gpu } from "../facts.ts";
import type { ToolOutcome } from "../run_tool.ts";

/** `the GPU at 0000:00:06.0`, `the 8 GPUs at 0000:1b:00.0, …`. */
export function gpusAt(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 2).join(", ") + (addresses.length > 2 ? ", …" : "");
  return addresses.length === 1 ? `the GPU at ${shown}` : `the ${addresses.length} GPUs at ${shown}`;
}

/** `2 × NVIDIA H200`, each model once; empty without GPUs. */
export function modelCounts(gpus: readonly Pick<Gpu, "model">[]): string {
  const models = Map.groupBy(gpus, ({ model }) => model);
  return Array.from(models, ([model, { length }]) => `${length} × ${model}`).join(", ");
}

/** Long enough for the sentence in which a tool gives its reason. */
const longestQuote = 200;

/** What a tool printed, as part of a sentence. */
export function quoteOutput(outcome: ToolOutcome): string {
  if (outcome.kind === "missing") return "is not installed";
  const said = `${outcome.stdout}\n${outcome.stderr}`
    .replaceAll(/\p{Control}+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "");
  if (outcome.exitCode === null) return "was ended by a signal or the time limit";
  const short = said.length > longestQuote ? `${said.slice(0, longestQuote)}…` : said;
  return `failed (${outcome.exitCode})${short === "" ? "" : `: ${short}`}`;
}
