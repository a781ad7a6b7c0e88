import { onOneLine } from "../../one_line.ts";

/** Text from disk that means itself in Markdown, on one line, within a table's cell, and turns no other text round. */
export function escapeMarkdown(text: string): string {
  return (
    onOneLine(text.replace(/\p{Cc}+/gu, " "))
      .replace(/[\\`*[\]~|$]/g, "\\$&")
      // Within a word an underscore is no markup, and names with backslashes are hard to read.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .trim()
  );
}

type Alignment = "left" | "right";

/** Cells are Markdown already. */
export function markdownTable(
  columns: readonly { readonly label: string; readonly align: Alignment }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ label }) => label)),
    line(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

/** What is opened by a click, where Markdown is shown as a page; nothing else in it may be HTML. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${escapeMarkdown(summary)}</summary>\n\n${body}\n\n</details>`;
}

const mostNames = 12;

/** Names in bold, the first of many. */
export function boldNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(escapeMarkdown).join(", ");
  const more = names.length - mostNames;
  return `**${shown}**${more > 0 ? ` and ${more} more` : ""}`;
}
