import { onOneLine } from "../../../src/one_line.ts";
import type { Reported } from "../reported.ts";
import { readMarkdown } from "./markdown.ts";
import type { PageParts } from "./page_parts.ts";

// oxlint-disable-next-line no-control-regex
const controlOfPage = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** Beyond this size Markdown may leave some of a list out, and says so. */
const wholeMarkdownBytes = 900_000;

/** Paths that the JSON tells of; none where it is no JSON, which is told of elsewhere. */
function pathsToldInJson(json: string): ReadonlySet<string> {
  try {
    const document: { problems: { path: string }[] } = JSON.parse(json);
    return new Set(document.problems.map(({ path }) => path));
  } catch {
    return new Set();
  }
}

/** Problems that a report does not name. */
export function untoldProblems({ md, json, problems }: Reported, page: PageParts): string[] {
  const inPage = new Set(page.toldPaths);
  const lines = md.split("\n").map(readMarkdown);
  const inJson = pathsToldInJson(json);
  const isWhole = Buffer.byteLength(md) < wholeMarkdownBytes;
  return problems.flatMap(({ path }) => {
    // A parser of pages takes CR for LF, and what is no character for one that says so.
    const shown = path.toWellFormed().replaceAll(controlOfPage, "\uFFFD");
    const said = `- ${onOneLine(path.replaceAll(/\p{Cc}+/gu, " ")).trim()}`.trimEnd();
    return [
      ...(inPage.has(shown) ? [] : [`html: it does not tell of ${JSON.stringify(path)}`]),
      ...(isWhole && !lines.some((line) => line.startsWith(said))
        ? [`md: it does not tell of ${JSON.stringify(path)}`]
        : []),
      ...(inJson.has(path) ? [] : [`json: it does not tell of ${JSON.stringify(path)}`]),
    ];
  });
}
