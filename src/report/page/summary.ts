import { summaryControls } from "../html/summary_controls.ts";
import { formatCount, formatPlural } from "../../number_format.ts";
import { type Copied, copyText } from "./copy_text.ts";
import { type Filter, filterRows } from "./filter_rows.ts";
import { sortOrder } from "./sort_order.ts";
import { makeSortable, type Sorting } from "./sort_table.ts";
import { laterRows } from "./later_rows.ts";
import { startRowList } from "./row_list.ts";
import { type FigureColumn, summaryCsv } from "./summary_csv.ts";
import { rowsOf, sortValues, type SummaryRow } from "./summary_rows.ts";
import { nameTableRoles } from "./table_roles.ts";

/** `3 of 8 configurations, sorted by NUMA penalty, ascending`. */
function shownWords(shown: number, all: number, by: Sorting | null): string {
  const count = shown === all ? "" : `${formatCount(shown)} of `;
  const order = by === null ? "" : `, sorted by ${by.label}, ${by.direction}`;
  return `${count}${formatPlural(all, "configuration")}${order}`;
}

const copiedWords = {
  clipboard: (rows: number) => `Copied ${formatPlural(rows, "configuration")}.`,
  dialog: () => "The text could not be copied, it is shown instead.",
} as const satisfies Readonly<Record<Copied, (rows: number) => string>>;

/** The columns between GPU and rounds. */
function figureColumns(heads: readonly HTMLElement[]): FigureColumn[] {
  return heads.flatMap(({ firstChild, dataset: { unit } }) =>
    unit === undefined ? [] : { label: firstChild?.textContent ?? "", unit },
  );
}

function sorted(rows: readonly SummaryRow[], { column, direction }: Sorting): SummaryRow[] {
  const values = rows.map((row) => sortValues(row)[column] ?? null);
  return sortOrder(values, direction).flatMap((at) => rows[at] ?? []);
}

function noneLike(columns: number): HTMLElement {
  const row = document.createElement("tr");
  const cell = document.createElement("td");
  cell.colSpan = columns;
  cell.className = "none";
  cell.textContent = "No configuration is like that.";
  row.append(cell);
  return row;
}

/** The names of all GPU models of the page, also of those whose rows come later. */
function gpuNames(): string[] {
  return Array.from(document.querySelectorAll("section.group h2 bdi"), ({ textContent }) => textContent);
}

/** Lets people sort, filter and copy the table over all configurations. */
export function startSummary(place: HTMLElement): void {
  const body = place.querySelector("tbody");
  if (body === null) return;
  const heads = Array.from(place.querySelectorAll<HTMLElement>("thead th"));
  const columns = figureColumns(heads);
  const atFirst = rowsOf(body);
  const later = Number(place.dataset["later"] ?? 0);
  const count = atFirst.length + later;
  nameTableRoles(place);
  place.insertAdjacentHTML("beforebegin", summaryControls(gpuNames()).text);
  const controls = place.previousElementSibling;
  const input = controls?.querySelector("input");
  const select = controls?.querySelector("select");
  const tell = (selector: string, words: string): void => {
    const element = controls?.querySelector(selector);
    if (element) element.textContent = words;
  };
  const list = startRowList(body);
  let order: readonly SummaryRow[] = atFirst;
  let shown: readonly SummaryRow[] = atFirst;
  let by: Sorting | null = null;
  /** What waits until all rows are there; null once they are. */
  let waiting: (() => void)[] | null = later === 0 ? null : [];
  const withAllRows = (act: () => void): void => {
    if (waiting === null) act();
    else waiting.push(act);
  };
  const tellShown = (): void => tell(".shown", shownWords(shown.length, count, by));
  const put = (): void =>
    list.show(shown.length === 0 ? [noneLike(heads.length)] : shown.map(({ element }) => element));
  const show = (): void => {
    const filter: Filter = { words: input?.value ?? "", gpu: select?.value ?? "" };
    shown = filterRows(order, filter);
    // What comes first now is what one wants to see. Said before, or the browser would lay the new rows out to answer.
    place.scrollTop = 0;
    put();
    tell(".copied", "");
    tellShown();
  };
  makeSortable(heads, (sorting) =>
    withAllRows(() => {
      by = sorting;
      order = sorted(order, sorting);
      show();
    }),
  );
  input?.addEventListener("input", () => withAllRows(show));
  select?.addEventListener("change", () => withAllRows(show));
  controls?.querySelector("button")?.addEventListener("click", () =>
    withAllRows(() => {
      const rows = shown;
      void copyText(summaryCsv(columns, rows)).then((how) => tell(".copied", copiedWords[how](rows.length)));
    }),
  );
  const addLater = async (): Promise<void> => {
    order = [...atFirst, ...(await laterRows())];
    shown = order;
    put();
    tellShown();
    const acts = waiting ?? [];
    waiting = null;
    for (const act of acts) act();
  };
  if (waiting === null) tellShown();
  else void addLater();
}
