const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Text of a page as a reader sees it. */
export function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot)|#(\d+)|#x([0-9a-f]+));/gi,
    (entity, name?: string, decimal?: string, hexadecimal?: string) => {
      if (name !== undefined) return characters[name] ?? entity;
      return String.fromCodePoint(
        decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal),
      );
    },
  );
}

/** Whether a text has a character reference that the page never writes, behind which anything may hide. */
export function hasForeignReference(text: string): boolean {
  return /&(?!(?:amp|lt|gt|quot|#39);)/.test(text);
}
