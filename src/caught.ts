/** What a caught value says; anything can be thrown. */
export function messageOf(caught: unknown): string {
  return caught instanceof Error ? caught.message : String(caught);
}

/** The system's code of a caught error, such as `ENOENT`; empty when it has none. */
export function codeOf(caught: unknown): string {
  return caught instanceof Error && "code" in caught && typeof caught.code === "string" ? caught.code : "";
}
