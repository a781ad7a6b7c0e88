/**
 * Text from outside on one line, what a terminal obeys made visible: control characters, and those that end a line or
 * turn the direction of writing, with which one path would be shown as another.
 */
export function onOneLine(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
