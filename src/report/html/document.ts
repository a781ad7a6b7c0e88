import type { ReadingProblem } from "../../results/configuration.ts";
import { embeddedJson, type Markup, markup, raw } from "../markup.ts";
import type { Measured, Page } from "../model.ts";
import { groupSection } from "./group.ts";
import { type PageCode, securityPolicy } from "./security_policy.ts";
import { summaryTableMarkup } from "./summary_table.ts";

function measuredItem({ title, measures, why, toolLabels }: Measured): Markup {
  return markup`<dt>${title}</dt><dd><p>Measures ${measures}. <em>With ${toolLabels.join("; ")}.</em></p><p>${why}</p></dd>
`;
}

function measuredSection(measured: readonly Measured[]): Markup | null {
  return measured.length === 0
    ? null
    : markup`<section id="measured" aria-labelledby="measured-title">
<h2 id="measured-title">What was measured</h2>
<dl class="measured">
${measured.map(measuredItem)}</dl>
</section>
`;
}

function problemsSection(problems: readonly ReadingProblem[]): Markup | null {
  return problems.length === 0
    ? null
    : markup`<section id="problems" aria-labelledby="problems-title">
<h2 id="problems-title">Not readable</h2>
<p>These are not in the report, or not wholly.</p>
<ul class="problems">
${problems.map(({ path, because }) => markup`<li><code>${path}</code> ${because}</li>\n`)}</ul>
</section>
`;
}

function contents({ groups, measured, problems }: Page): Markup {
  const links = [
    ...groups.map(({ anchor, gpu }) => ({ anchor, text: gpu })),
    ...(measured.length === 0 ? [] : [{ anchor: "measured", text: "What was measured" }]),
    ...(problems.length === 0 ? [] : [{ anchor: "problems", text: `Not readable (${problems.length})` }]),
  ];
  return markup`<nav aria-label="Contents"><ul>
${links.map(({ anchor, text }) => markup`<li><a href="#${anchor}"><bdi>${text}</bdi></a></li>\n`)}</ul></nav>`;
}

function summarySection({ table, measured }: Page): Markup {
  if (table.lines.length === 0)
    return markup`<p class="empty">Nothing has been measured yet: <code>vcpu-bench run NAME</code> measures this machine.</p>
`;
  const tools = measured.map(({ title, toolLabels }) => `${title}: ${toolLabels.join("; ")}`).join(" · ");
  return markup`<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">All configurations</h2>
${summaryTableMarkup(table)}
${tools === "" ? null : markup`<p class="hint">Measured with: ${tools}.</p>`}
</section>
`;
}

/** The page as one document that needs nothing else. */
export function pageDocument(page: Page, code: PageCode): string {
  const charts = page.groups.flatMap((group) => group.charts);
  const data = Object.fromEntries(charts.map(({ id, unit, data: own }) => [id, { unit, ...own }]));
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy(code)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="vcpu-bench ${page.version}">
<link rel="icon" href="data:,">
<title>vCPU benchmarks</title>
<style>${raw(code.style)}</style>
</head>
<body>
<header>
<h1>vCPU benchmarks</h1>
<p>${page.extent} · made by vcpu-bench ${page.version}, ${page.generatedAt}</p>
${contents(page)}
</header>
<main>
<noscript><p class="empty">Charts and sorting need JavaScript; every number is in the tables all the same.</p></noscript>
${summarySection(page)}${page.groups.map(groupSection)}${measuredSection(page.measured)}${problemsSection(page.problems)}</main>
<script type="application/json" id="chart-data">${embeddedJson(data)}</script>
<script>${raw(code.script)}</script>
</body>
</html>
`.text;
}
