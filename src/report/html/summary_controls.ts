import { type Markup, markup } from "../markup.ts";
import { formatPlural } from "../../number_format.ts";

/** What the page's script puts above the table over all configurations. */
export function summaryControls(gpus: readonly string[]): Markup {
  const options = gpus.map((gpu) => markup`<option value="${gpu}">${gpu}</option>`);
  const choice =
    gpus.length < 2
      ? null
      : markup`<label>GPU <select><option value="">All ${formatPlural(gpus.length, "GPU model")}</option>${options}</select></label>`;
  return markup`<div class="controls"><div class="filters" role="search" aria-label="Configurations">
<label>Filter <input type="search" placeholder="Configuration or GPU" autocomplete="off" spellcheck="false"></label>${choice}</div>
<button type="button" class="copy">Copy as CSV</button>
<span class="shown" role="status"></span> <span class="copied" role="status"></span></div>
`;
}

/** Where a person takes the text when the browser gives no page its clipboard. */
export function copyDialog(): Markup {
  return markup`<dialog class="copy-dialog" aria-labelledby="copy-title"><form method="dialog">
<h2 id="copy-title">Copy as CSV</h2>
<p>The browser keeps its clipboard from this page. The text is selected: copy it with the keyboard.</p>
<textarea readonly rows="12" aria-labelledby="copy-title"></textarea>
<button type="submit">Close</button>
</form></dialog>`;
}
