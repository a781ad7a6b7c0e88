const ownMarkup = /^(<details><summary>[^<]*<\/summary>|<\/details>)$/;

function columnsOf(line: string): number {
  return (line.replaceAll(/\\./g, "").match(/\|/g) ?? []).length - 1;
}

function tableFaults(lines: readonly string[]): string[] {
  let columns: number | null = null;
  return lines.flatMap((line) => {
    if (!line.startsWith("|")) {
      columns = null;
      return [];
    }
    const own = columnsOf(line);
    columns ??= own;
    return own === columns ? [] : [`md: a row has ${own} of ${columns} columns: ${line.slice(0, 80)}`];
  });
}

/** What of a report as Markdown is markup that the program did not write. */
export function markdownFaults(text: string): string[] {
  const lines = text.split("\n");
  const open = lines.filter((line) => line.startsWith("<details>")).length;
  const closed = lines.filter((line) => line === "</details>").length;
  return [
    ...lines.flatMap((line) =>
      line.includes("<") && !ownMarkup.test(line)
        ? [`md: it has HTML: ${JSON.stringify(line.slice(0, 80))}`]
        : [],
    ),
    ...lines.flatMap((line) => {
      const bare = line.replaceAll(/\\./g, "");
      return /\]\(|^ {0,3}(```|~~~)/.test(bare)
        ? [`md: it has a link or code: ${JSON.stringify(line.slice(0, 80))}`]
        : [];
    }),
    ...(/[^\n\P{Cc}]/u.test(text) ? ["md: it has control characters"] : []),
    ...(/\p{Bidi_Control}/u.test(text) ? ["md: it turns the direction of writing"] : []),
    ...(open === closed ? [] : ["md: its folds do not end"]),
    ...tableFaults(lines),
  ];
}

/** A line of Markdown as a reader sees its text. */
export function readMarkdown(line: string): string {
  return line
    .replaceAll(/\\([\\`*[\]~|$_])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
