import { type RowFigure, unpackFigures } from "../packed/figures.ts";

/** A row of the table over all configurations. */
export interface SummaryRow {
  readonly element: HTMLTableRowElement;
  readonly config: string;
  /** `baseline`, `smoke, against host`. */
  readonly note: string;
  readonly gpu: string;
  /** One a column between GPU and rounds; null where there is no number. */
  readonly figures: readonly (RowFigure | null)[];
  readonly rounds: number;
  readonly status: string;
}

function textOf(element: Element | null | undefined): string {
  return element?.textContent ?? "";
}

/** What a row says, read from the page so that it has to stand there only once. */
function rowOf(element: HTMLTableRowElement): SummaryRow {
  const [head, gpu] = element.children;
  return {
    element,
    config: textOf(head?.querySelector("bdi")),
    note: textOf(head?.querySelector("small")),
    gpu: textOf(gpu),
    figures: unpackFigures(element.dataset["figures"] ?? "[]"),
    rounds: Number(textOf(element.lastElementChild?.previousElementSibling)),
    status: textOf(element.lastElementChild),
  };
}

export function rowsOf(body: Element): SummaryRow[] {
  return Array.from(body.querySelectorAll("tr"), rowOf);
}

/** What a row is sorted by in each of its columns. */
export function sortValues({ config, gpu, figures, rounds, status }: SummaryRow): (string | null)[] {
  return [
    config,
    gpu,
    ...figures.map((figure) => (figure === null ? null : String(figure.median))),
    String(rounds),
    status,
  ];
}
