import { OutputError } from "../../../src/benchmarks/benchmark.ts";

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const insertions = [
  "nan",
  "-nan",
  "inf",
  "-1",
  "1e999",
  "9".repeat(400),
  "\0",
  "\u001B[2J",
  "\r",
  "\n",
  "\t",
  " ",
  "#",
  "/",
  "é",
];

/** The text with one to four accidents: something inserted, deleted, doubled, replaced, swapped or cut off. */
export function damage(text: string, random: () => number): string {
  let damaged = text;
  for (let accidents = 1 + Math.floor(random() * 4); accidents > 0; accidents -= 1) {
    const at = Math.floor(random() * damaged.length);
    const length = 1 + Math.floor(random() * 30);
    const insertion = insertions[Math.floor(random() * insertions.length)] ?? "";
    const [before, hit, after] = [
      damaged.slice(0, at),
      damaged.slice(at, at + length),
      damaged.slice(at + length),
    ];
    const lines = damaged.split("\n");
    const line = Math.floor(random() * lines.length);
    switch (Math.floor(random() * 7)) {
      case 0:
        damaged = before + insertion + hit + after;
        break;
      case 1:
        damaged = before + after;
        break;
      case 2:
        damaged = before + hit + hit + after;
        break;
      case 3:
        damaged = before + insertion + after;
        break;
      case 4:
        damaged = lines.toSpliced(line, 1).join("\n");
        break;
      case 5:
        damaged = lines.toSpliced(line, 0, lines[Math.floor(random() * lines.length)] ?? "").join("\n");
        break;
      default:
        damaged = before;
    }
  }
  return damaged;
}

/** @throws Error when a value has a number in it, at any depth, that no tool can have measured. */
function checkNumbers(value: unknown): void {
  if (typeof value === "number" && !(Number.isFinite(value) && value >= 0)) {
    throw new Error(`a parser let ${value} pass`);
  }
  if (value instanceof Map) for (const [key, inner] of value) [key, inner].forEach(checkNumbers);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach(checkNumbers);
}

/**
 * What a parser made of a text: a result, or the message of its OutputError. Other errors pass, and a result with an
 * impossible number is one.
 */
export function attempt<Result>(
  parse: (text: string) => Result,
  text: string,
): { result: Result } | { because: string } {
  try {
    const result = parse(text);
    checkNumbers(result);
    return { result };
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    return { because: error.message };
  }
}

/** The beginnings of a text that end with a whole line, and those that end within one, without the text itself. */
export function beginnings(text: string): string[] {
  return Array.from({ length: text.trimEnd().length }, (_, length) => text.slice(0, length));
}

/** The text with each of its numbers in turn replaced. */
export function withEachNumber(text: string, replacement: string): string[] {
  return Array.from(text.matchAll(/\d+(\.\d+)?/g)).map(
    ({ index, 0: number }) => text.slice(0, index) + replacement + text.slice(index + number.length),
  );
}
