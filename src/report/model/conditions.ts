import type { RecordedSample } from "../../results/sample.ts";
import type { OwnedSeries } from "./chart_series.ts";
import { valueWords } from "./coordinate_words.ts";
import { type Cell, type Column, missing, textCell } from "./data_table.ts";
import type { Series } from "./member.ts";

/** What was so while samples were measured, by name; `varies` when it was not so for all of them. */
export function conditionsOf(samples: readonly RecordedSample[]): ReadonlyMap<string, string> {
  const all = samples.flatMap(({ conditions }) => Object.entries(conditions ?? {}));
  return new Map(
    Array.from(Map.groupBy(all, ([name]) => name)).map(([name, entries]) => {
      const values = new Set(entries.map(([, value]) => valueWords(name, value)));
      const [only = ""] = values;
      return [name, values.size === 1 ? only : "varies"];
    }),
  );
}

/** Names of all conditions that some series carry, in the order in which they came. */
export function conditionNames(series: readonly Series[]): string[] {
  return Array.from(new Set(series.flatMap(({ conditions }) => Array.from(conditions.keys()))));
}

export function conditionColumns(names: readonly string[]): Column[] {
  return names.map((label) => ({ label, isNumeric: false, isSaidOnce: true }));
}

/** Cells of one series under {@link conditionColumns}. */
export function conditionCells(names: readonly string[], { conditions }: Series): Cell[] {
  return names.map((name) => {
    const value = conditions.get(name);
    return value === undefined ? missing : textCell(value);
  });
}

/** Cells of several series in one row: what most configurations have, and below it which have something else. */
export function sharedConditionCells(names: readonly string[], owned: readonly OwnedSeries[]): Cell[] {
  const byMember = Array.from(Map.groupBy(owned, ({ member }) => member));
  return names.map((name) => {
    const known = byMember.flatMap(([{ label }, own]) => {
      const values = new Set(own.flatMap(({ series }) => series.conditions.get(name) ?? []));
      return values.size === 0 ? [] : { label, value: Array.from(values).join(" or ") };
    });
    const [usual, ...others] = Array.from(Map.groupBy(known, ({ value }) => value)).toSorted(
      ([, a], [, b]) => b.length - a.length,
    );
    if (usual === undefined) return missing;
    const details = others.map(([value, own]) => `${value}: ${own.map(({ label }) => label).join(", ")}`);
    return { ...textCell(usual[0]), ...(details.length > 0 && { details }) };
  });
}
