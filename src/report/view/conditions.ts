import type { OwnedSeries } from "./chart_series.ts";
import { type Cell, type Column, missing, textCell } from "./data_table.ts";
import type { Series } from "./member.ts";

/** Names of all conditions that some series carry, in the order in which they came. */
export function conditionNames(series: readonly Series[]): string[] {
  return Array.from(new Set(series.flatMap(({ conditions }) => Object.keys(conditions))));
}

export function conditionColumns(names: readonly string[]): Column[] {
  return names.map((label) => ({ label, isNumeric: false, isSaidOnce: true }));
}

function conditionOf({ conditions }: Series, name: string): string | undefined {
  return Object.hasOwn(conditions, name) ? conditions[name] : undefined;
}

/** Cells of one series under {@link conditionColumns}. */
export function conditionCells(names: readonly string[], series: Series): Cell[] {
  return names.map((name) => {
    const value = conditionOf(series, name);
    return value === undefined ? missing : textCell(value);
  });
}

/** Cells of several series in one row: what most configurations have, and below it which have something else. */
export function sharedConditionCells(names: readonly string[], owned: readonly OwnedSeries[]): Cell[] {
  const byMember = Array.from(Map.groupBy(owned, ({ member }) => member));
  return names.map((name) => {
    const known = byMember.flatMap(([{ label }, own]) => {
      const values = new Set(own.flatMap(({ series }) => conditionOf(series, name) ?? []));
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
