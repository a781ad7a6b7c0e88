/** Text that a spreadsheet takes for text: names from disk may look like formulas. */
export function plainText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
