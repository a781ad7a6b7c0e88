import { type Markup, markup } from "../markup.ts";
import { asAbove, type Cell, type Column, type DataTable, type VerdictLine } from "../view/data_table.ts";

/** A table that scrolls by itself where the page is too narrow; keyboards can scroll it too. */
export function scrolling(label: string, table: Markup): Markup {
  // A group and no region: a page may have hundreds, and landmarks are for its parts.
  return markup`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${table}</div>`;
}

export function headCell({ label, unit, note, isNumeric }: Column): Markup {
  // A head that names nothing is none.
  if (label === "") return markup`<td></td>`;
  const below = [unit, note].map((text) => (text === undefined ? null : markup` <small>${text}</small>`));
  return markup`<th scope="col"${isNumeric ? markup` class="number"` : null}>${label}${below}</th>`;
}

/** A line that breaks before the interval and behind it only. */
function verdictMarkup({ is, text }: VerdictLine): Markup {
  const pieces = text
    .split(/ (?=\()|(?<=\)) /)
    .map((piece, i) => markup`${i === 0 ? "" : " "}<span>${piece}</span>`);
  return markup`<small class="verdict ${is}">${pieces}</small>`;
}

function cellMarkup({ text, details = [], verdict }: Cell, attributes: readonly (Markup | null)[]): Markup {
  const below = details.map((detail) => markup`<small>${detail}</small>`);
  return markup`<td${attributes}>${text}${below}${verdict === undefined ? null : verdictMarkup(verdict)}</td>`;
}

function numberClass(isNumeric: boolean): Markup | null {
  return isNumeric ? markup` class="number"` : null;
}

/** Rows that a cell reaches down, its own included. */
function rowSpan({ rows }: DataTable, row: number, column: number): number {
  let end = row + 1;
  // Counted where they lie: a copy of the rows below for each cell makes a long table take its square.
  while (end < rows.length && rows[end]?.[column] === asAbove) end += 1;
  return end - row;
}

export function dataTable(label: string, table: DataTable): Markup {
  const { columns, rows, everyRow = [] } = table;
  const lines = rows.map(
    (row, i) =>
      markup`<tr>${row.map((cell, j) => {
        if (cell === asAbove) return null;
        const span = rowSpan(table, i, j);
        return cellMarkup(cell, [
          numberClass(columns[j]?.isNumeric ?? false),
          span === 1 ? null : markup` rowspan="${span}"`,
        ]);
      })}</tr>\n`,
  );
  const body = markup`<table class="data">
<caption>${label}</caption>
<thead><tr>${columns.map(headCell)}</tr></thead>
<tbody>
${lines}</tbody>
</table>`;
  const below =
    everyRow.length === 0 ? null : markup`\n<p class="hint">Every row: ${everyRow.join(" · ")}.</p>`;
  return markup`${scrolling(label, body)}${below}`;
}
