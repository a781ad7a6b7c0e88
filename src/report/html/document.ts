import { embeddedJson, markup, raw } from "../markup.ts";
import type { GroupHead, Page } from "../model.ts";
import { embeddedGroups, type PackedText } from "../packed/embedded.ts";
import { contents } from "./contents.ts";
import { groupSection } from "./group.ts";
import { decisionsSection, measuredSection, problemsSection, summarySection } from "./sections.ts";
import { type PageCode, securityPolicy } from "./security_policy.ts";

/**
 * The page as one document that needs nothing else.
 * @param packed the configurations of each group
 * @param isPlain keeps all data as JSON, however large: a program that prints the page does not wait for more
 */
export function pageDocument(
  page: Page<GroupHead>,
  packed: readonly PackedText[],
  code: PageCode,
  isPlain: boolean,
): string {
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
without it: the main figures of all configurations, what was decided of each GPU model, and what was found wrong.</p></noscript>
${decisionsSection(page)}${summarySection(page)}${page.groups.map(groupSection)}${measuredSection(page.measured)}${problemsSection(page.problems)}</main>
<script type="application/json" id="catalogue">${embeddedJson(JSON.stringify(page.catalogue))}</script>
${embeddedGroups(packed, isPlain)}<script>${raw(code.script)}</script>
</body>
</html>
`.text;
}
