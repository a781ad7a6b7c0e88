import { OutputError } from "../benchmark.ts";

/** A row of the widest table still fits. */
const longestQuote = 120;
/** The longest sentence of a program on what went wrong, its way out included, still fits. */
const longestShown = 600;

function visible(line: string, longest: number): string {
  const trimmed = line.trim();
  const short = trimmed.length > longest ? `${trimmed.slice(0, longest)}…` : trimmed;
  return short.replaceAll(/\p{C}/gu, (character) =>
    character === "\t" ? String.raw`\t` : String.raw`\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** A line as an error message quotes it: shortened, with its control characters made visible. */
export function quoteLine(line: string): string {
  return `'${visible(line, longestQuote)}'`;
}

/** What a program says of itself, as part of a sentence: harmless like a quoted line, but shortened only far behind. */
export function shownLine(line: string): string {
  return visible(line, longestShown);
}

/** Lines without their ends. What other machines wrote may have `\r\n`. */
export function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

/**
 * The match of the only line that fits a pattern, or null when none does.
 * @param what names such a line in the error message.
 * @throws OutputError when more than one line fits: it is not known which one counts.
 */
export function optionalLine(
  lines: readonly string[],
  pattern: RegExp,
  what: string,
): RegExpExecArray | null {
  const [match, another] = lines.flatMap((line) => {
    const found = pattern.exec(line);
    return found === null ? [] : [found];
  });
  if (another !== undefined) {
    throw new OutputError(`the output has ${what} more than once, again in ${quoteLine(another.input)}`);
  }
  return match ?? null;
}

/**
 * The match of the only line that fits a pattern.
 * @param what names such a line in the error message.
 * @throws OutputError when no line or more than one fits.
 */
export function onlyLine(lines: readonly string[], pattern: RegExp, what: string): RegExpExecArray {
  const match = optionalLine(lines, pattern, what);
  if (match === null) throw new OutputError(`the output has no ${what}`);
  return match;
}
