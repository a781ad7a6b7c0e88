/**
 * Whole numbers as text that is short for small ones: Base64 VLQ, as source maps have it (ECMA-426, "Base64 VLQ"), a
 * digit of five bits a character, the lowest first, and the sign in the lowest bit; lists of numbers are parted by commas.
 * Unlike there, numbers may be of any size, and digits are those of base64url, in which nothing looks like an address.
 */
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
const comma = ",".charCodeAt(0);

/** Of a digit, and of the first one, which has the sign as well. */
const [base, firstBase] = [32, 16];

/** The largest number there is has no more digits. */
const mostDigits = Math.ceil(Math.log2(Number.MAX_VALUE) / Math.log2(base)) + 1;

/** Where texts are made, digit by digit: joined as strings they would take longer than all else of packing. */
let room = new Uint8Array(65_536);
const latin1 = new TextDecoder("latin1");

function makeRoom(length: number): void {
  if (room.length >= length) return;
  const larger = new Uint8Array(2 * length);
  larger.set(room);
  room = larger;
}

/** What is left of a number without its lowest bits; such as fit a machine word take a tenth of the time. */
function without(bits: number, value: number): number {
  return value < 2 ** 31 ? value >> bits : Math.floor(value / 2 ** bits);
}

/** Writes a number and says where the next one goes. */
function write(value: number, at: number): number {
  // An infinite one would have digits without end.
  const size = Number.isFinite(value) ? Math.abs(value) : 0;
  let digit = 2 * (size % firstBase) + (size > 0 && value < 0 ? 1 : 0);
  let rest = without(4, size);
  let end = at;
  while (rest > 0) {
    room[end++] = codes[base + digit] ?? 0;
    digit = rest % base;
    rest = without(5, rest);
  }
  room[end++] = codes[digit] ?? 0;
  return end;
}

/** @param lists of whole numbers; what is not finite is written as zero */
export function encodeVlq(lists: readonly (readonly number[])[]): string {
  let length = 0;
  for (const [i, list] of lists.entries()) {
    makeRoom(length + mostDigits * list.length + 1);
    if (i > 0) room[length++] = comma;
    for (const value of list) length = write(value, length);
  }
  return latin1.decode(room.subarray(0, length));
}

function decodedList(text: string): number[] {
  const numbers: number[] = [];
  let [size, sign, unit] = [0, 1, 0];
  for (const character of text) {
    const digit = digits.indexOf(character);
    if (digit < 0) throw new RangeError(`${character} is no digit`);
    const own = digit % base;
    if (unit === 0) {
      sign = own % 2 === 0 ? 1 : -1;
      size = own >> 1;
      unit = firstBase;
    } else {
      size += own * unit;
      unit *= base;
    }
    if (digit >= base) continue;
    numbers.push(sign * size);
    unit = 0;
  }
  return numbers;
}

/** The lists that were encoded; no list, and one without numbers, are both none. @throws RangeError at another character. */
export function decodeVlq(text: string): number[][] {
  return text === "" ? [] : text.split(",").map(decodedList);
}
