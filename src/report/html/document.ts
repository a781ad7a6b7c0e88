import { formatCount } from "../../number_format.ts";
import { embeddedJson, type Markup, markup, raw } from "../markup.ts";
import type { GroupHead, Page } from "../model.ts";
import { contents } from "./contents.ts";
import { groupSection } from "./group.ts";
import { decisionsSection, measuredSection, problemsSection, summarySection } from "./sections.ts";
import { type PageCode, securityPolicy } from "./security_policy.ts";
import { countAtFirst, laterRows } from "./summary_table.ts";

/** Whose main figures stand in the page as it is. */
function extentWithoutScript({ table }: Page<GroupHead>, isDeflated: boolean): string {
  const [all, atFirst] = [table.lines.length, countAtFirst(table, isDeflated)];
  return atFirst === all
    ? "of all configurations"
    : `of the first ${formatCount(atFirst)} of ${formatCount(all)} configurations`;
}

/**
 * The page as one document that needs nothing else.
 * @param packed elements with the configurations of each group
 * @param isDeflated whether these, and all but the first rows of the table on top, are there for the page's script only
 */
export function pageDocument(
  page: Page<GroupHead>,
  packed: readonly Markup[],
  code: PageCode,
  isDeflated: boolean,
): string {
  // What is inflated later on does not have to be read before the first chart is drawn.
  const beforeScript = isDeflated ? 1 : packed.length;
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
<a class="skip" href="#main">Skip to the results</a>
<header>
<h1>vCPU benchmarks</h1>
<p>${page.extent} · made by vcpu-bench ${page.version}, ${page.generatedAt}</p>
${contents(page)}
</header>
<main id="main" tabindex="-1">
<noscript><p class="empty">Charts, details of configurations, sorting and filtering need JavaScript. What stands here
without it: the main figures ${extentWithoutScript(page, isDeflated)}, what was decided of each GPU model, and what was found wrong.</p></noscript>
${decisionsSection(page)}${summarySection(page, isDeflated)}${page.groups.map(groupSection)}${measuredSection(page.measured)}${problemsSection(page.problems)}</main>
<script type="application/json" id="catalogue">${embeddedJson(JSON.stringify(page.catalogue))}</script>
${packed.slice(0, beforeScript)}<script>${raw(code.script)}</script>
${packed.slice(beforeScript)}${laterRows(page.table, isDeflated)}</body>
</html>
`.text;
}
