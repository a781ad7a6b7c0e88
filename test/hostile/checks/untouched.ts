import type { Folder } from "../folder.ts";
import { csvRows } from "./csv.ts";

/** Columns that say what was measured of a configuration, whatever it is compared with. */
const ownColumns = 11;

/** Rows of a report by configuration: what it says of it without any comparison. */
export function ownRows(csv: string): ReadonlyMap<string, readonly string[]> {
  const [, ...rows] = csvRows(csv);
  const grouped = Map.groupBy(rows, ([gpu = "", config = ""]) => `${gpu}/${config}`);
  return new Map(
    Array.from(grouped, ([place, own]) => [
      place,
      own.map((row) => row.slice(2, ownColumns).join("\t")).toSorted(),
    ]),
  );
}

/** Sound configurations that a report does not show as the report of a clean tree does. */
export function touchedFaults(
  csv: string,
  clean: ReadonlyMap<string, readonly string[]>,
  sound: readonly Folder[],
): string[] {
  const shown = ownRows(csv);
  return sound.flatMap(({ gpu, config }) => {
    const place = `${gpu}/${config}`;
    const [own, expected] = [shown.get(place), clean.get(place)];
    if (expected === undefined || expected.length === 0) return [`${place} is in no clean report`];
    return own !== undefined && Bun.deepEquals(own, expected) ? [] : [`csv: ${place} is not shown as it is`];
  });
}
