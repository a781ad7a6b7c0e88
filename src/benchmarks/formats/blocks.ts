/** What one run of a tool printed into a file that keeps several. */
export interface Block {
  /** The number of its line `# run N`; null for text that stands before the first such line. */
  readonly run: number | null;
  /** Without the line `# run N`. */
  readonly text: string;
}

/**
 * Splits a file at its lines `# run N`. A file without any is one block without a number. Text before the first
 * of these lines is a block without a number as well, unless it is blank: only the reader of the format can say
 * whether it is a run that nobody numbered or an introduction.
 */
export function splitBlocks(text: string): Block[] {
  const headers = Array.from(text.matchAll(/^# run (\d+)[ \t]*(?:\r?\n|$)/gm));
  const numbered = headers.map((header, i) => ({
    run: Number(header[1]),
    text: text.slice(header.index + header[0].length, headers[i + 1]?.index),
  }));
  const before = text.slice(0, headers[0]?.index);
  return before.trim() === "" && numbered.length > 0 ? numbered : [{ run: null, text: before }, ...numbered];
}
