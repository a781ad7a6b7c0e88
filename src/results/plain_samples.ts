import type { RecordedSample } from "./sample.ts";
import { decimal, isMeasurable, type RowReader, samplesHeader } from "./sample_row.ts";

/** Where one is in a file; `next` is what came behind it the last time. */
interface Step {
  next: Kind | undefined;
}

/** What the samples of a series share, and the texts by which each of their lines says so. */
interface Kind extends Step {
  /** `benchmark,metric,coordinates,` before the value. */
  readonly before: string;
  /** `,unit,tool,conditions` behind it, and the end of the line. */
  readonly behind: string;
  readonly sample: RecordedSample;
}

/** The columns that a file has, and what is known of such files: in others the same text may say something else. */
interface Layout extends Step {
  readonly columns: readonly string[];
  /** The first line. */
  readonly header: string;
  readonly kinds: Map<string, Kind>;
}

function layoutOf(columns: readonly string[]): Layout {
  return { columns, header: `${columns.join(",")}\n`, kinds: new Map(), next: undefined };
}

const [runAndRound, valueAt] = [2, 5];
const counts = /([1-9]\d{0,8}),([1-9]\d{0,8}),/y;

/** A text by itself: a part of a file's text keeps the whole of it in memory. */
function copyOf(part: string): string {
  return part.split("").join("");
}

/** The kind of the line that goes on at `at` behind run and round; null if it is not a good and plain one. */
function kindOf({ columns, kinds }: Layout, text: string, at: number, readRow: RowReader): Kind | null {
  const line = `1,1,${text.slice(at, text.indexOf("\n", at))}`;
  const cells = line.split(",");
  if (cells.length !== columns.length) return null;
  const before = `${cells.slice(runAndRound, valueAt).join(",")},`;
  const behind = `,${cells.slice(valueAt + 1).join(",")}\n`;
  const known = kinds.get(before + behind);
  if (known !== undefined) return known;
  const own = copyOf(line).split(",");
  const row = readRow(Object.fromEntries(columns.map((name, i) => [name, own[i] ?? ""])));
  if ("problem" in row) return null;
  const kind = { before, behind, sample: row.sample, next: undefined };
  kinds.set(before + behind, kind);
  return kind;
}

/**
 * Reads the text of a samples.csv in which every row is good and plain, as this suite writes them: cells without quotes,
 * lines that end with `\n`. Of any other it says null, and it has to be read thoroughly. It is there for reports over
 * hundreds of configurations, in which that would take longer than all the rest.
 *
 * On the lines of a series all is the same but run, round and value: it is looked up by its text, and read and checked
 * as any row is the first time only. Not even that is needed where a line is of the kind that followed the one before it
 * the last time, as in most rounds and most files of a tree: its text is then only compared where it lies.
 */
export function plainReader(readRow: RowReader): (text: string) => RecordedSample[] | null {
  const layouts = [samplesHeader, samplesHeader.slice(0, -1)].map(layoutOf);
  return (text) => {
    const layout = layouts.find(({ header }) => text.startsWith(header));
    if (layout === undefined || !text.endsWith("\n") || /["\r]/.test(text)) return null;
    const samples: RecordedSample[] = [];
    let last: Step = layout;
    let start = layout.header.length;
    let [prefix, run, round] = ["none", 0, 0];
    while (start < text.length) {
      if (!text.startsWith(prefix, start)) {
        counts.lastIndex = start;
        const found = counts.exec(text);
        if (found === null) return null;
        prefix = found[0];
        run = Number(found[1]);
        round = Number(found[2]);
      }
      const here = start + prefix.length;
      let kind = last.next ?? null;
      let from = here + (kind?.before.length ?? 0);
      let to = text.indexOf(",", from);
      if (kind === null || !text.startsWith(kind.before, here) || !text.startsWith(kind.behind, to)) {
        kind = kindOf(layout, text, here, readRow);
        if (kind === null) return null;
        last.next = kind;
        from = here + kind.before.length;
        to = text.indexOf(",", from);
      }
      const cell = text.slice(from, to);
      const value = decimal.test(cell) ? Number(cell) : NaN;
      if (!isMeasurable(value)) return null;
      const { benchmark, metric, at, unit, tool, conditions } = kind.sample;
      samples.push(
        conditions === undefined
          ? { run, round, benchmark, metric, at, value, unit, tool }
          : { run, round, benchmark, metric, at, value, unit, tool, conditions },
      );
      start = to + kind.behind.length;
      last = kind;
    }
    return samples;
  };
}
