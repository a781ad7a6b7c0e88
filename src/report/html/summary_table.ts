import { signedPercent, verdictSigns } from "../comparison/ratio_words.ts";
import { type Markup, markup } from "../markup.ts";
import { estimateMethod, verdictMethod } from "../model/method_words.ts";
import type { Headlined, SummaryLine, SummaryTable } from "../model/summary_table.ts";
import { markers } from "../page/theme.ts";
import { embeddedRows } from "../packed/embedded.ts";
import { packFigures } from "../packed/figures.ts";
import { type Cell, missing } from "../view/data_table.ts";
import type { Look } from "../view/chart_data.ts";
import type { Beside } from "../view/member.ts";

// A thousand configurations of a dozen figures have to fit in a page that a person opens: what all cells of a column have
// in common is said by the column.

/** `97.2 %` of a host, `+38.2 %` beside others: the row says which the baseline is. */
function shareOrChange({ as, estimate }: Beside): string {
  if (as === "share") return `${(100 * estimate).toFixed(1)} %`;
  return `${signedPercent(estimate - 1)}${as === "remainder" ? " of the rest" : ""}`;
}

function intervalWords({ as, interval }: Beside): Markup | null {
  if (interval === null) return null;
  const one = (end: number): string =>
    as === "share" ? (100 * end).toFixed(1) : signedPercent(end - 1).replace(" %", "");
  return markup` <br>(${one(interval.low)} to ${one(interval.high)})`;
}

function verdictMarkup(beside: Beside): Markup {
  const { is } = beside;
  const coloured = is === "better" || is === "worse" ? markup` class="${is}"` : null;
  return markup`<small${coloured}>${verdictSigns[is]} ${shareOrChange(beside)} ${is}${intervalWords(beside)}</small>`;
}

const bestSign = "★";

function figureCell({ text, details = [] }: Cell, figure: Headlined | null): Markup {
  if (figure === null) return markup`<td>${missing.text}</td>`;
  const best = figure.isBest ? markup`<b>${bestSign}<span> best </span></b>` : null;
  const below = details.map((detail) => markup`<small>${detail}</small>`);
  return markup`<td>${best}${text}${below}${figure.beside === null ? null : verdictMarkup(figure.beside)}</td>`;
}

/** The outlines of marks, once for all rows. */
const outlines = markup`<svg class="outlines" aria-hidden="true">${markers.map(
  (path, i) => markup`<symbol id="mark-${i}" viewBox="0 0 10 10"><path d="${path}"/></symbol>`,
)}</svg>`;

function markOf({ colour, marker }: Look): Markup {
  return markup`<svg class="mark s${colour}" aria-hidden="true"><use href="#mark-${marker}"/></svg>`;
}

/** What there is to say of a configuration below its name. */
function noteMarkup({ member: { baseline }, marks }: SummaryLine): Markup | null {
  const against = baseline === null ? null : markup`against <bdi>${baseline}</bdi>`;
  if (marks.length === 0 && against === null) return null;
  const words = marks.join(", ");
  return markup`<small>${words}${words !== "" && against !== null ? ", " : ""}${against}</small>`;
}

function lineOf(line: SummaryLine): Markup {
  const { gpu, member, cells, figures, rounds, status } = line;
  return markup`<tr data-figures="${packFigures(figures)}"><th scope="row"><a href="#${member.anchor}">${markOf(member.look)}<bdi>${member.config}</bdi></a>${noteMarkup(line)}</th><td><bdi>${gpu}</bdi></td>${figures.map(
    (figure, i) => figureCell(cells[i] ?? missing, figure),
  )}<td>${rounds}</td><td${status.isBad ? markup` class="bad"` : null}>${status.text}</td></tr>
`;
}

function headOf({ label, unit, better }: SummaryTable["headlines"][number]): Markup {
  const direction = better === "lower" ? markup`<small>lower is better</small>` : null;
  return markup`<th scope="col" data-unit="${unit ?? ""}">${label}<small>${unit ?? ""}</small>${direction}</th>`;
}

/** So many rows of a large page are there from the start; all that a screen shows at once, and more. */
const rowsAtFirst = 100;

/** How many rows stand in the table before the page's script adds the others. */
export function countAtFirst({ lines }: SummaryTable, isDeflated: boolean): number {
  return isDeflated ? Math.min(lines.length, rowsAtFirst) : lines.length;
}

/** The rows that the page's script adds; none where all are there from the start. */
export function laterRows(table: SummaryTable, isDeflated: boolean): Markup[] {
  return embeddedRows(table.lines.slice(countAtFirst(table, isDeflated)).map(lineOf));
}

/** The table over all configurations, which the page's script lets people sort, filter and copy. */
export function summaryTableMarkup(table: SummaryTable, isDeflated: boolean): Markup {
  const { headlines, lines } = table;
  const atFirst = countAtFirst(table, isDeflated);
  const later = atFirst === lines.length ? null : markup` data-later="${lines.length - atFirst}"`;
  return markup`${outlines}<div class="scroll summary" role="group" tabindex="0" aria-label="All configurations"${later}><table>
<caption>All configurations with their main figures</caption>
<thead><tr>
<th scope="col">Config</th><th scope="col">GPU</th>
${headlines.map(headOf)}
<th scope="col">Rounds</th><th scope="col">Status</th>
</tr></thead>
<tbody>
${lines.slice(0, atFirst).map(lineOf)}</tbody>
</table></div>
<p class="hint">Higher is better unless the head says otherwise; ${bestSign} is the best of its GPU model, smoke runs and those
of the older tool left aside. Beside a host, percentages are the share of its speed that is reached, and more is better;
beside others they are the change of the value. ${estimateMethod} ${verdictMethod}</p>`;
}
