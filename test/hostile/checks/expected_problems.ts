import { parse } from "csv-parse/sync";
import { join } from "node:path";
import { directoryOf, type Entry, type Folder, textOf } from "../folder.ts";
import { isObject, type Json } from "../json.ts";
import type { Reported } from "../reported.ts";

/** What has to be told of, found without the reader's own code. */

const metadataFile = "metadata.json";
const samplesFile = "samples.csv";
const largestBytes = 256 * 1024 * 1024;
const rawFile =
  /^(cpu_single|cpu_all|stream|stream_numa_local|stream_numa_remote|mem_latency|gpu_compute|gpu_bandwidth|nccl_allreduce)\.txt$/;

/** Whether the thing is nothing that can be read as a file of results. */
function isNoFile(entry: Entry): boolean {
  return !(entry instanceof Uint8Array) && !(entry.kind === "sparse" && entry.bytes <= largestBytes);
}

/** UTF-16 says by its first bytes that it is such, so that a reader may make sense of it. */
function isUtf16(entry: Entry | undefined): boolean {
  return entry instanceof Uint8Array && entry[0] === 0xff && entry[1] === 0xfe;
}

function jsonOf(text: string | null): Json | undefined {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** Rows of a CSV text, as a reader that forgives everything counts them; null where even that gives up. */
function countRows(text: string): number | null {
  try {
    const options = { relax_column_count: true, relax_quotes: true, bom: true, skip_empty_lines: true };
    return Math.max(0, parse(text, options).length - 1);
  } catch {
    return null;
  }
}

/** What metadata.json says of the length up to which samples.csv belongs to finished trials. */
function committedLength(metadata: Json | undefined): Json | undefined {
  const committed = metadata !== undefined && isObject(metadata) ? metadata["committed"] : undefined;
  return committed !== undefined && isObject(committed) ? committed[samplesFile] : undefined;
}

/** Whether metadata.json tells of trials and of no samples of theirs. */
function hasLostSamples(folder: Folder): boolean {
  const metadata = jsonOf(textOf(folder, metadataFile));
  if (metadata === undefined || !isObject(metadata)) return false;
  const { runs } = metadata;
  const length = committedLength(metadata);
  const hasTrials =
    Array.isArray(runs) &&
    runs.some((run) => isObject(run) && Array.isArray(run["trials"]) && run["trials"].length > 0);
  return hasTrials && (length === undefined || length === 0);
}

/** Rows of samples.csv that belong to finished trials; null where that is not known. */
function committedRows(folder: Folder): number | null {
  const length = committedLength(jsonOf(textOf(folder, metadataFile)));
  const entry = folder.entries.get(samplesFile);
  if (typeof length !== "number" || !(entry instanceof Uint8Array)) return null;
  return countRows(new TextDecoder().decode(entry.slice(0, length)));
}

/** Files of a folder that cannot be read, whatever one makes of the rest. */
export function unreadableFiles(folder: Folder): string[] {
  const { entries } = folder;
  const metadata = entries.get(metadataFile);
  const isOurs = entries.has(samplesFile);
  const json = metadata instanceof Uint8Array ? jsonOf(textOf(folder, metadataFile)) : undefined;
  const schema = json !== undefined && isObject(json) ? json["schema"] : undefined;
  const isBadMetadata = isUtf16(metadata)
    ? false
    : isOurs
      ? metadata === undefined || json === undefined || (schema !== 1 && schema !== 2)
      : metadata !== undefined && json === undefined;
  const raw =
    isOurs || schema !== undefined ? [] : Array.from(entries).filter(([name]) => rawFile.test(name));
  return [
    ...(isBadMetadata ? [metadataFile] : []),
    ...raw.flatMap(([name, entry]) =>
      isNoFile(entry) || (entry instanceof Uint8Array && entry.length === 0) ? [name] : [],
    ),
  ];
}

function holdsResults({ entries }: Folder): boolean {
  return Array.from(entries.keys()).some(
    (name) => name === metadataFile || name === samplesFile || rawFile.test(name),
  );
}

/** What of a folder should have been told of, or shown, and was not. */
export function untoldOf(folder: Folder, root: string, { problems, configurations }: Reported): string[] {
  const directory = directoryOf(folder, root);
  const told = new Set(problems.map(({ path }) => path));
  const isTold = (name: string): boolean => told.has(join(directory, name)) || told.has(directory);
  const shown = configurations.find((configuration) => configuration.directory === directory);
  const isNamed = Array.from(told).some((path) => path === directory || path.startsWith(`${directory}/`));
  const rows = committedRows(folder);
  const samplesEntry = folder.entries.get(samplesFile);
  return [
    ...unreadableFiles(folder).flatMap((name) =>
      isTold(name) ? [] : [`${name} cannot be read, and nothing tells of it`],
    ),
    ...(holdsResults(folder) && shown === undefined && !isNamed ? ["it is neither shown nor told of"] : []),
    ...(shown !== undefined && rows !== null && shown.samples < rows && !isTold(samplesFile)
      ? [`${rows - shown.samples} of ${rows} rows of ${samplesFile} are gone, and nothing tells of it`]
      : []),
    ...(shown !== undefined &&
    folder.entries.has(samplesFile) &&
    hasLostSamples(folder) &&
    !isTold(samplesFile)
      ? [`nothing of ${samplesFile} counts, and nothing tells of it`]
      : []),
    ...(shown !== undefined && samplesEntry !== undefined && isNoFile(samplesEntry) && !isTold(samplesFile)
      ? [`${samplesFile} cannot be read, and nothing tells of it`]
      : []),
  ];
}
