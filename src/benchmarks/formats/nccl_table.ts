import { OutputError } from "../benchmark.ts";
import { linesOf, onlyLine, quoteLine } from "./lines.ts";
import { parseCount } from "./number.ts";

/** An all-reduce of one message size in one of its two variants. */
export interface NcclResult {
  readonly timeUs: number;
  /** Message size over time, in 10⁹ bytes a second. */
  readonly algbwGBs: number;
  /** What a link carries: algbw × 2(n−1)/n over n ranks, in 10⁹ bytes a second. */
  readonly busbwGBs: number;
  /** Wrong elements, always 0; null when they were not counted. */
  readonly wrong: 0 | null;
}

export interface NcclRow {
  readonly sizeBytes: number;
  /** Elements. */
  readonly count: number;
  /** Null where the table says N/A: torch.distributed reduces in place only. At least one of the two is there. */
  readonly outOfPlace: NcclResult | null;
  readonly inPlace: NcclResult | null;
}

/** What `all_reduce_perf` of nccl-tests and rccl-tests prints. */
export interface NcclTable {
  /** GPUs that took part. */
  readonly ranks: number;
  /** With strictly ascending sizes, at least one. */
  readonly rows: readonly NcclRow[];
  /** Mean busbw over all rows and the variants that they have, as printed. */
  readonly avgBusbwGBs: number;
}

/**
 * Columns by version: from nccl-tests 2.13 on, and before that, when there was no root and instead of wrong elements
 * the largest error was printed.
 */
const layouts = [
  {
    names: "size count type redop root time algbw busbw #wrong time algbw busbw #wrong",
    before: 5,
    countsWrong: true,
  },
  {
    names: "size count type redop time algbw busbw error time algbw busbw error",
    before: 4,
    countsWrong: false,
  },
] as const;
type Layout = (typeof layouts)[number];

/** A printed number and by how much it may be off for being rounded. */
interface Rounded {
  readonly value: number;
  readonly rounding: number;
}

/** A number as the tool squeezes it into its column: `22.41`, `10075.6`, `344981`, `1.2e+07`. */
function parseSqueezed(text: string, line: string): Rounded {
  const match = /^\d+(?:\.(\d+))?(?:e\+(\d{2}))?$/.exec(text);
  if (match === null) throw new OutputError(`${quoteLine(line)} has ${quoteLine(text)} for a number`);
  const [, fraction = "", exponent = "0"] = match;
  const value = Number(text);
  if (value > Number.MAX_SAFE_INTEGER)
    throw new OutputError(`${quoteLine(line)} has a number too large to be true`);
  return { value, rounding: 0.5 * 10 ** (Number(exponent) - fraction.length) };
}

/** Whether `a` may be `b`, both rounded; the tool computes with more digits, so a thousandth on top is ample. */
function mayBe(a: Rounded, b: Rounded): boolean {
  return Math.abs(a.value - b.value) <= a.rounding + b.rounding + 0.001 * Math.max(a.value, b.value);
}

/** Bytes over a time in µs, in GB/s. */
function rateOf(sizeBytes: number, time: Rounded): Rounded {
  const value = sizeBytes / time.value / 1000;
  return { value, rounding: (value * time.rounding) / time.value };
}

function parseWrong(text: string, line: string, countsWrong: boolean): 0 | null {
  if (text === "N/A") return null;
  if (!countsWrong) {
    if (!/^\de[+-]\d{2}$/.test(text))
      throw new OutputError(`${quoteLine(line)} has ${quoteLine(text)} for an error`);
    return null;
  }
  if (text !== "0")
    throw new OutputError(`${quoteLine(line)} has wrong results: the GPUs did not agree on the sum`);
  return 0;
}

function parseResult(
  cells: readonly string[],
  sizeBytes: number,
  ranks: number,
  layout: Layout,
  line: string,
): NcclResult | null {
  if (cells.every((cell) => cell === "N/A")) return null;
  const [timeText = "", algbwText = "", busbwText = "", wrongText = ""] = cells;
  const time = parseSqueezed(timeText, line);
  const algbw = parseSqueezed(algbwText, line);
  const busbw = parseSqueezed(busbwText, line);
  if (time.value === 0) throw new OutputError(`${quoteLine(line)} says that it took no time`);
  if (!mayBe(algbw, rateOf(sizeBytes, time))) {
    throw new OutputError(`${quoteLine(line)} has an algbw that is not the size over the time`);
  }
  const factor = (2 * (ranks - 1)) / ranks;
  if (!mayBe(busbw, { value: algbw.value * factor, rounding: algbw.rounding * factor })) {
    throw new OutputError(
      `${quoteLine(line)} has a busbw that is not algbw × 2(n−1)/n of an all-reduce over ${ranks} ranks`,
    );
  }
  return {
    timeUs: time.value,
    algbwGBs: algbw.value,
    busbwGBs: busbw.value,
    wrong: parseWrong(wrongText, line, layout.countsWrong),
  };
}

function parseRow(line: string, ranks: number, layout: Layout): NcclRow {
  const cells = line.trim().split(/\s+/);
  const expected = layout.before + 8;
  if (cells.length !== expected) {
    throw new OutputError(`${quoteLine(line)} has ${cells.length} columns where the table has ${expected}`);
  }
  const sizeBytes = parseCount(cells[0] ?? "", line);
  const count = parseCount(cells[1] ?? "", line);
  if (count === 0) throw new OutputError(`${quoteLine(line)} is about no elements`);
  const variant = (first: number): NcclResult | null =>
    parseResult(cells.slice(first, first + 4), sizeBytes, ranks, layout, line);
  const [outOfPlace, inPlace] = [variant(layout.before), variant(layout.before + 4)];
  if (outOfPlace === null && inPlace === null)
    throw new OutputError(`${quoteLine(line)} says N/A for both of its variants`);
  return { sizeBytes, count, outOfPlace, inPlace };
}

function parseRanks(lines: readonly string[]): number {
  const ranks = lines.flatMap((line) => {
    const [, rank] = /^#\s+Rank\s+(\d+)\s/.exec(line) ?? [];
    return rank === undefined ? [] : [parseCount(rank, line)];
  });
  if (ranks.length === 0) throw new OutputError("the output has no line '# Rank 0 …'");
  if (!ranks.every((rank, i) => rank === i))
    throw new OutputError(`the ranks are ${ranks.join(", ")}: some are missing`);
  return ranks.length;
}

function findLayout(header: RegExpExecArray): Layout {
  const names = header.input.slice(1).trim().split(/\s+/).join(" ");
  const layout = layouts.find((candidate) => candidate.names === names);
  if (layout === undefined)
    throw new OutputError(`${quoteLine(header.input)} has columns that are not known`);
  return layout;
}

/** NCCL's own messages, which may come between the rows. */
function isLogMessage(line: string): boolean {
  return / [NR]CCL (INFO|WARN|TRACE|VERSION|ABORT) /.test(line);
}

/**
 * Reads the table of `all_reduce_perf`.
 * @throws OutputError when a result is wrong, when a line is missing or unreadable, and when numbers contradict
 * each other.
 */
export function parseNcclTable(stdout: string): NcclTable {
  const lines = linesOf(stdout);
  const ranks = parseRanks(lines);
  const header = onlyLine(lines, /^#\s+size\s+count\s.*$/, "header '# size count type redop …'");
  const layout = findLayout(header);
  const bounds = onlyLine(
    lines,
    /^# Out of bounds values\s*: (\S+) (\S+)\s*$/,
    "line '# Out of bounds values'",
  );
  if (bounds[1] !== "0" || bounds[2] !== "OK") {
    throw new OutputError(`the all-reduce had wrong results: ${quoteLine(bounds.input)}`);
  }
  const average = onlyLine(
    lines,
    /^# Avg bus bandwidth\s*: (\S+)(?: OK| FAILED)?\s*$/,
    "line '# Avg bus bandwidth'",
  );
  if (!lines.slice(lines.indexOf(average.input) + 1).some((line) => line.trim() === "#")) {
    throw new OutputError("the output has no '#' behind '# Avg bus bandwidth': it is cut short");
  }

  const rowLines = lines
    .slice(lines.indexOf(header.input) + 1, lines.indexOf(bounds.input))
    .filter((line) => line.trim() !== "" && !line.startsWith("#") && !isLogMessage(line));
  const rows = rowLines.map((line) => parseRow(line, ranks, layout));
  if (rows.length === 0) throw new OutputError("the table has no rows");
  const descent = rows.findIndex((row, i) => row.sizeBytes <= (rows[i - 1]?.sizeBytes ?? 0));
  if (descent !== -1)
    throw new OutputError(`${quoteLine(rowLines[descent] ?? "")} is not larger than the size before it`);

  const avgBusbw = parseSqueezed(average[1] ?? "", average.input);
  const busbws = rows.flatMap(({ outOfPlace, inPlace }) =>
    [outOfPlace, inPlace].flatMap((result) => result?.busbwGBs ?? []),
  );
  const mean = busbws.reduce((sum, busbw) => sum + busbw, 0) / busbws.length;
  if (!mayBe(avgBusbw, { value: mean, rounding: 0.005 })) {
    throw new OutputError(`${quoteLine(average.input)} is not the mean of the rows: some are missing`);
  }
  return { ranks, rows, avgBusbwGBs: avgBusbw.value };
}

const fewestColumns = Math.min(...layouts.map(({ before }) => before + 8));

/** The size in bytes of the last row that was printed to its end, however the output goes on; null without one. */
export function lastNcclSize(stdout: string): number | null {
  const whole = linesOf(stdout).slice(0, -1);
  const sizes = whole.flatMap((line) => {
    const cells = line.trim().split(/\s+/);
    return cells.length >= fewestColumns && cells[3] === "sum" && /^\d+$/.test(cells[0] ?? "")
      ? Number(cells[0])
      : [];
  });
  return sizes.at(-1) ?? null;
}
