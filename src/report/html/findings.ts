import type { Evidence, Severity } from "../../analysis/findings/finding.ts";
import { type Markup, markup } from "../markup.ts";
import { evidenceWords } from "../model/evidence_words.ts";
import type { FoundIn, GroupFinding } from "../model/group_findings.ts";
import { titled } from "./titled.ts";

/** Words for how much a finding matters, so that colour is never all that tells. */
export const severityWords = {
  fault: "Fault",
  cost: "Costs speed",
  doubt: "Doubt",
} as const satisfies Readonly<Record<Severity, string>>;

function evidenceItem(evidence: Evidence): Markup {
  return markup`<li>${evidenceWords(evidence)}</li>`;
}

function caseMarkup({ configs, sentence, evidence }: FoundIn): Markup {
  const names = configs.map((config, i) => markup`${i === 0 ? "" : ", "}<bdi>${config}</bdi>`);
  const numbers =
    evidence.length === 0 ? null : markup`<ul class="evidence">${evidence.map(evidenceItem)}</ul>`;
  return markup`<p><strong>${names}</strong> <span class="text">${sentence}</span></p>${numbers}`;
}

function findingItem({ rule, severity, cases, advice }: GroupFinding): Markup {
  return markup`<li class="${severity}" data-rule="${rule}"><b>${severityWords[severity]}</b>
<div>${cases.map(caseMarkup)}
<details><summary>What to do</summary><ol>${advice.map((step) => markup`<li>${step}</li>`)}</ol></details></div></li>
`;
}

/** What is wrong with the configurations of a group, and what to do about it. */
export function findingList(anchor: string, findings: readonly GroupFinding[]): Markup {
  const id = `${anchor}-findings`;
  return markup`${titled(id, "Findings", markup`<h3 id="${id}">Findings</h3>`)}
${
  findings.length === 0
    ? markup`<p class="none">Nothing that the evidence speaks of is wrong here.</p>`
    : markup`<ul class="findings">
${findings.map(findingItem)}</ul>`
}
`;
}
