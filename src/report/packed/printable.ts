/**
 * Bytes as printable characters, two for each thirteen bits: 23 % more than the bytes, where base64 is 33 % more.
 * What remains at the end is one character if six bits hold it, else two; so the number of characters tells that of bytes.
 */

/** What an element or an attribute of a page holds as it is: 91 characters, and 91 × 91 is just above 2^13. */
const alphabet = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((character) => !'&<"'.includes(character))
  .join("");

const pairBits = 13;
const lastBits = 6;
const byteBits = 8;

const codes = Uint8Array.from(alphabet, (character) => character.charCodeAt(0));

const digits = new Uint8Array(128);
for (const [digit, code] of codes.entries()) digits[code] = digit;

/** Writes the lowest bits as two characters. @returns where the next ones go. */
function putPair(text: Uint8Array, at: number, bits: number): number {
  const value = bits & (2 ** pairBits - 1);
  const high = Math.floor(value / codes.length);
  text[at] = codes[value - high * codes.length] ?? 0;
  text[at + 1] = codes[high] ?? 0;
  return at + 2;
}

export function printable(bytes: Uint8Array): string {
  const text = new Uint8Array(2 * Math.ceil((bytes.length * byteBits) / pairBits));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    bits |= (bytes[i] ?? 0) << held;
    held += byteBits;
    if (held < pairBits) continue;
    length = putPair(text, length, bits);
    bits >>>= pairBits;
    held -= pairBits;
  }
  if (held > lastBits) length = putPair(text, length, bits);
  else if (held > 0) {
    text[length] = codes[bits] ?? 0;
    length += 1;
  }
  return new TextDecoder().decode(text.subarray(0, length));
}

/** The bytes of a text that {@link printable} made. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const isOdd = text.length % 2 === 1;
  const pairs = Math.floor(text.length / 2);
  const bytes = new Uint8Array(Math.floor((pairs * pairBits + (isOdd ? lastBits : 0)) / byteBits));
  const digitAt = (place: number): number => digits[text.charCodeAt(place)] ?? 0;
  let bits = 0;
  let held = 0;
  let length = 0;
  const take = (value: number, count: number): void => {
    bits |= value << held;
    held += count;
    for (; held >= byteBits; held -= byteBits) {
      bytes[length] = bits;
      length += 1;
      bits >>>= byteBits;
    }
  };
  for (let at = 0; at < 2 * pairs; at += 2) take(digitAt(at) + alphabet.length * digitAt(at + 1), pairBits);
  if (isOdd) take(digitAt(text.length - 1), lastBits);
  return bytes;
}
