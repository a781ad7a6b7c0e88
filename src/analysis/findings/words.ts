/** `1`, `1 and 3`, `0, 1 and 3`. */
export function listWords(words: readonly (string | number)[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `38.6 %`, of a share. */
export function percentWords(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
