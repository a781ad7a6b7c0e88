import { captionOf, chartLabel, dashKey } from "../html/chart.ts";
import { dataTable } from "../html/data_table.ts";
import type { ChartContent, ChartView } from "../view/chart_view.ts";
import type { Member } from "../view/member.ts";
import type { Charts } from "./charts.ts";

/** The parts of a chart's figure that depend on the configurations that are shown. */
interface Figure {
  readonly plot: HTMLElement;
  readonly key: HTMLElement;
  readonly nothing: HTMLElement;
  readonly caption: HTMLElement;
  readonly fold: HTMLDetailsElement;
}

function partsOf(figure: HTMLElement): Figure | null {
  const part = (selector: string): HTMLElement | null => figure.querySelector<HTMLElement>(selector);
  const [plot, key, nothing] = [part(".plot"), part(".key"), part(".empty")];
  const [caption, fold] = [part("figcaption"), part("details.table")];
  if (!plot || !key || !nothing || !caption || !(fold instanceof HTMLDetailsElement)) return null;
  return { plot, key, nothing, caption, fold };
}

/** Takes the table out of a fold, and puts one in if that is open: nobody waits for tables that they do not read. */
function fillTable(fold: HTMLDetailsElement, view: ChartView, content: ChartContent | null): void {
  for (const old of Array.from(fold.children).slice(1)) old.remove();
  if (fold.open && content !== null)
    fold.insertAdjacentHTML("beforeend", dataTable(`Table: ${view.title}`, content.table).text);
}

/** Matrices that are more than these take the whole width of the page. */
const mostInColumn = 4;

/** All words around a chart. */
function describe(parts: Figure, view: ChartView, content: ChartContent | null): void {
  const { plot, key, nothing, caption, fold } = parts;
  const hasKey = content !== null && content.dashes.length > 0;
  key.hidden = !hasKey;
  key.innerHTML = hasKey ? dashKey(content).text : "";
  plot.hidden = content === null;
  nothing.hidden = content !== null;
  fold.hidden = content === null;
  plot.setAttribute("aria-label", content === null ? "" : chartLabel(view, content));
  caption.textContent = captionOf(view, content?.remarks ?? []);
  const isWide = content?.data.kind === "matrix" && content.data.panels.length > mostInColumn;
  plot.closest("figure")?.classList.toggle("wide", isWide);
  fillTable(fold, view, content);
}

/**
 * Makes the charts of a group follow what a reader chooses.
 * @returns what shows some configurations in all of them.
 */
export function startGroupCharts(
  group: string,
  views: readonly ChartView[],
  charts: Charts,
): (members: readonly Member[]) => void {
  const figures = views.flatMap((view) => {
    const element = document.getElementById(view.id);
    const parts = element === null ? null : partsOf(element);
    return parts === null ? [] : { view, parts };
  });
  const contents = new Map<ChartView, ChartContent | null>();
  let isAdded = false;
  for (const { view, parts } of figures)
    parts.fold.addEventListener("toggle", () => {
      const isFilled = parts.fold.children.length > 1;
      if (!isFilled) fillTable(parts.fold, view, contents.get(view) ?? null);
    });
  return (members) => {
    for (const { view, parts } of figures) {
      const content = view.contentOf(members);
      contents.set(view, content);
      describe(parts, view, content);
    }
    if (isAdded) charts.update(figures.map(({ parts }) => parts.plot));
    else
      for (const { view, parts } of figures)
        charts.add(parts.plot, () => {
          const content = contents.get(view) ?? null;
          return content === null ? null : { data: content.data, unit: view.unit, group };
        });
    isAdded = true;
  };
}
