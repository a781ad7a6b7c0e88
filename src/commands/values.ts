import { mostRounds, profiles, type Profile } from "../benchmarks/settings.ts";
import { UsageError } from "../usage_error.ts";
import { suggestion } from "./strict_arguments.ts";

/** @throws UsageError */
export function readProfile(text: string): Profile {
  const profile = profiles.find((candidate) => candidate === text);
  if (profile === undefined)
    throw new UsageError(
      `--profile '${text}' is none of ${profiles.join(", ")}${suggestion(text, profiles)}.`,
    );
  return profile;
}

/** @throws UsageError */
export function readRounds(text: string): number {
  const rounds = Number(text);
  if (!/^\d+$/.test(text) || rounds < 1 || rounds > mostRounds)
    throw new UsageError(`--rounds '${text}' is not a whole number from 1 to ${mostRounds}.`);
  return rounds;
}

/** The number of `1`, `0.5` or `1%`; NaN of anything else. */
export function readPercent(text: string): number {
  return Number(/^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1]);
}

const mostPercent = 50;

/**
 * Percent of `1`, `0.5`, `2.5%`.
 * @throws UsageError
 */
export function readUntil(text: string): number {
  const percent = readPercent(text);
  if (!(percent > 0 && percent <= mostPercent))
    throw new UsageError(
      `--until '${text}' is not a percentage above 0 and up to ${mostPercent}, such as 1 or 0.5.`,
    );
  return percent;
}

/** A week. */
const mostBudgetMinutes = 7 * 24 * 60;

/**
 * Seconds of so many minutes: `30`, `7.5`.
 * @throws UsageError
 */
export function readBudget(text: string): number {
  const minutes = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(minutes > 0 && minutes <= mostBudgetMinutes))
    throw new UsageError(
      `--budget '${text}' is not a number of minutes above 0 and up to ${mostBudgetMinutes}, such as 30.`,
    );
  return 60 * minutes;
}

const bytesOf: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };
const largestMessageBytes = 64 * 1024 ** 3;
const smallestMessageBytes = 8;

/**
 * Size in bytes of `8`, `64K`, `512M`, `1G`.
 * @throws UsageError
 */
export function readMessageSize(text: string): number {
  const match = /^(\d{1,12})([KMG]?)$/i.exec(text);
  const bytes = match === null ? 0 : Number(match[1]) * (bytesOf[(match[2] ?? "").toUpperCase()] ?? 0);
  if (bytes < smallestMessageBytes || bytes > largestMessageBytes)
    throw new UsageError(`--nccl-max-msg '${text}' is not a size from 8 to 64G, such as 64K, 512M or 1G.`);
  return bytes;
}

/**
 * Ids of a comma-separated list, in the order of `known`.
 * @param unmeasured ids that exist but that this version cannot measure
 * @throws UsageError
 */
export function readTests(text: string, known: readonly string[], unmeasured: readonly string[]): string[] {
  const wanted = text.split(",").map((word) => word.trim());
  for (const word of wanted) {
    if (known.includes(word)) continue;
    if (unmeasured.includes(word))
      throw new UsageError(
        `--tests '${word}': this version shows ${word} results but cannot measure them; it measures ${known.join(", ")}.`,
      );
    throw new UsageError(
      `--tests '${word}' is none of ${known.join(", ")}${suggestion(word, [...known, ...unmeasured])}.`,
    );
  }
  return known.filter((id) => wanted.includes(id));
}

/**
 * Tools by benchmark from `stream=NAME,nccl=NAME`; none from no text.
 * @param known ids of the tools of each benchmark, by its id
 * @throws UsageError
 */
export function readTools(
  text: string | undefined,
  known: ReadonlyMap<string, readonly string[]>,
): Record<string, string> {
  const chosen = new Map<string, string>();
  for (const word of text === undefined ? [] : text.split(",").map((part) => part.trim())) {
    const [benchmark = "", tool, ...more] = word.split("=");
    if (tool === undefined || more.length > 0)
      throw new UsageError(`--tool '${word}' is not BENCHMARK=TOOL, such as ${exampleOf(known)}.`);
    const tools = known.get(benchmark);
    if (tools === undefined) {
      const ids = Array.from(known.keys());
      throw new UsageError(
        `--tool '${word}': '${benchmark}' is none of ${ids.join(", ")}${suggestion(benchmark, ids)}.`,
      );
    }
    if (!tools.includes(tool))
      throw new UsageError(
        `--tool '${word}': ${benchmark} has no tool '${tool}', only ${tools.join(", ")}${suggestion(tool, tools)}.`,
      );
    if (chosen.has(benchmark)) throw new UsageError(`--tool names ${benchmark} twice.`);
    chosen.set(benchmark, tool);
  }
  return Object.fromEntries(chosen);
}

function exampleOf(known: ReadonlyMap<string, readonly string[]>): string {
  const [[benchmark, tools] = ["", []]] = known;
  return `${benchmark}=${tools[0] ?? ""}`;
}
