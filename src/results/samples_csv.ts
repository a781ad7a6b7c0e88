import { formatCoordinates } from "./coordinates.ts";
import { formatCsv, parseCsv } from "./csv.ts";
import { plainReader } from "./plain_samples.ts";
import type { RecordedSample } from "./sample.ts";
import { type RowReader, rowReader } from "./sample_row.ts";

export { samplesHeader } from "./sample_row.ts";

/** Rows of samples.csv, without a header. */
export function formatSamples(samples: readonly RecordedSample[]): string {
  return formatCsv(
    [],
    samples.map(({ run, round, benchmark, metric, at, value, unit, tool, conditions = {} }) => [
      run,
      round,
      benchmark,
      metric,
      formatCoordinates(at),
      value,
      unit,
      tool,
      formatCoordinates(conditions),
    ]),
  );
}

/** What a samples.csv says. Rows that cannot be read are left out and told of. */
export interface SamplesReading {
  readonly samples: RecordedSample[];
  readonly problems: string[];
}

/** Reads any text, row by row. */
export function parseThoroughly(text: string, readRow: RowReader = rowReader()): SamplesReading {
  const samples: RecordedSample[] = [];
  const { rows, problems } = parseCsv(text);
  for (const { line, cells } of rows) {
    const row = readRow(cells);
    if ("sample" in row) samples.push(row.sample);
    else problems.push(`line ${line}: ${row.problem}`);
  }
  return { samples, problems };
}

/** Reads texts of samples.csv, each with its header. */
export type SamplesReader = (text: string) => SamplesReading;

/** A reader for the files of one tree: what they have in common is read once, and kept once. */
export function samplesReader(): SamplesReader {
  const readRow = rowReader();
  const readPlainly = plainReader(readRow);
  return (text) => {
    const samples = readPlainly(text);
    return samples === null ? parseThoroughly(text, readRow) : { samples, problems: [] };
  };
}

/** Reads a samples.csv by itself. */
export function parseSamples(text: string): SamplesReading {
  return samplesReader()(text);
}
