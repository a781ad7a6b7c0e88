import { inflateRawSync } from "node:zlib";
import { configurationContent } from "../../../src/report/html/configuration.ts";
import { captionOf, chartLabel, dashKey } from "../../../src/report/html/chart.ts";
import { dataTable } from "../../../src/report/html/data_table.ts";
import { groupBody } from "../../../src/report/html/group_body.ts";
import { markup } from "../../../src/report/markup.ts";
import { bytesOf } from "../../../src/report/packed/printable.ts";
import { unpackGroup } from "../../../src/report/packed/unpack.ts";
import { chartsOf } from "../../../src/report/view/charts.ts";
import type { Member } from "../../../src/report/view/member.ts";
import type { ShownBenchmark } from "../../../src/report/view/shown_catalogue.ts";
import { type Inline, type PageParts, pageParts } from "./page_parts.ts";

function hashOf(text: string): string {
  return `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
}

function policyFaults({ policies, inlines }: PageParts): string[] {
  const [policy, ...more] = policies;
  if (policy === undefined || more.length > 0) return [`it has ${policies.length} security policies`];
  const codes = inlines.filter(({ tag, attributes }) => tag === "script" && attributes.size === 0);
  const styles = inlines.filter(({ tag }) => tag === "style");
  const [script, style] = [codes[0]?.text ?? "", styles[0]?.text ?? ""];
  const expected =
    `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; ` +
    "base-uri 'none'; form-action 'none'";
  return [
    ...(policy.before === 0 ? [] : ["something is loaded before the security policy"]),
    ...(policy.content === expected ? [] : ["the security policy is not that of the page's own code"]),
    ...(codes.length === 1 ? [] : [`it has ${codes.length} scripts`]),
    ...(styles.length === 1 ? [] : [`it has ${styles.length} styles`]),
  ];
}

const [plain, deflated] = ["application/json", "text/plain"];

/** Whether an element holds rows of the table on top for the page's script. */
function hasLaterRows({ attributes }: Inline): boolean {
  return attributes.get("class") === "later-rows" && attributes.get("type") === deflated;
}

/** Whether an element holds the benchmarks, or a GPU group. */
function hasData({ attributes }: Inline): boolean {
  const type = attributes.get("type");
  return attributes.get("id") === "catalogue"
    ? type === plain
    : /^gpu-\d+$/.test(attributes.get("data-of") ?? "") && (type === plain || type === deflated);
}

/** Scripts that are data, and say so in no more than they need. */
function dataFaults({ inlines }: PageParts): string[] {
  return inlines.flatMap((inline) => {
    const { tag, attributes } = inline;
    if (tag !== "script" || attributes.size === 0) return [];
    const isKnown = (hasData(inline) || hasLaterRows(inline)) && attributes.size === 2;
    return isKnown ? [] : ["a script is neither the page's own nor its data"];
  });
}

/** A GPU group of a page, unpacked. */
interface EmbeddedGroup {
  readonly anchor: string;
  readonly members: readonly Member[];
}

function dataOf({ attributes, text }: Inline): string {
  return attributes.get("type") === plain ? text : inflateRawSync(bytesOf(text)).toString("utf8");
}

/** @throws SyntaxError and others on data that no page could read */
function embeddedGroups({ inlines }: PageParts): EmbeddedGroup[] {
  return inlines.flatMap((inline) => {
    const anchor = inline.attributes.get("data-of");
    return anchor === undefined ? [] : { anchor, members: unpackGroup(JSON.parse(dataOf(inline))) };
  });
}

function catalogueOf({ inlines }: PageParts): ShownBenchmark[] {
  return JSON.parse(inlines.find(({ attributes }) => attributes.get("id") === "catalogue")?.text ?? "[]");
}

/** All that the page's script makes of a group, everything unfolded. */
function bodyOf({ anchor, members }: EmbeddedGroup, catalogue: readonly ShownBenchmark[]): string {
  const charts = chartsOf(catalogue, members, anchor);
  const contents = charts.flatMap((view) => {
    const content = view.contentOf(members);
    if (content === null) return [];
    const said = `${chartLabel(view, content)} ${captionOf(view, content.remarks)}`;
    return markup`${dashKey(content)}${dataTable(`Table: ${view.title}`, content.table)}<p>${said}</p>`;
  });
  const details = members.map((member) => configurationContent(catalogue, member));
  return markup`${groupBody({ anchor, members, charts, hasBest: true })}${contents}${details}`.text;
}

/** Numbers that no chart could draw. */
function numberFaults({ members }: EmbeddedGroup): string[] {
  return members.flatMap(({ config, series, noise }) => [
    ...series.flatMap(({ metric, median, low, high, values }) =>
      [median, low, high, ...values].every(Number.isFinite)
        ? []
        : [
            `${JSON.stringify(metric.slice(0, 40))} of ${JSON.stringify(config.slice(0, 40))} has a number that is not finite`,
          ],
    ),
    ...(noise.every(({ minutes }) => Number.isFinite(minutes))
      ? []
      : [`the noise of ${JSON.stringify(config.slice(0, 40))} has a time that is not finite`]),
  ]);
}

/** What of markup that the page's script puts there is not as it is in a clean page. */
async function madeFaults(html: string): Promise<string[]> {
  const made = await pageParts(html);
  // oxlint-disable-next-line no-control-regex
  const hasControls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(html);
  return [
    ...made.faults,
    ...(made.inlines.length === 0 ? [] : ["the page's script makes scripts or styles"]),
    ...(hasControls ? ["the page has control characters"] : []),
  ];
}

/** What of a page is not as a clean page is; none of a good one. */
export async function htmlFaults(parts: PageParts): Promise<string[]> {
  const faults = [...parts.faults, ...policyFaults(parts), ...dataFaults(parts)];
  try {
    const catalogue = catalogueOf(parts);
    for (const group of embeddedGroups(parts)) {
      faults.push(...numberFaults(group), ...(await madeFaults(bodyOf(group, catalogue))));
    }
    for (const inline of parts.inlines.filter(hasLaterRows))
      faults.push(...(await madeFaults(`<table><tbody>${dataOf(inline)}</tbody></table>`)));
  } catch (error) {
    faults.push(`its data cannot be shown: ${String(error)}`);
  }
  return faults.map((fault) => `html: ${fault}`);
}
