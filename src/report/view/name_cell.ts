import { type Cell, textCell } from "./data_table.ts";
import type { Member } from "./member.ts";

/** The name of a configuration, or of one of its variants, beside its numbers. */
export function nameCell(label: string, { isBaseline }: Pick<Member, "isBaseline">): Cell {
  return { ...textCell(label), ...(isBaseline && { details: ["baseline"] }) };
}
