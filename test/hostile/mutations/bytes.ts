import type { Chance } from "../chance.ts";
import { bytesOf, type Folder, withEntry } from "../folder.ts";
import type { Mutation } from "./mutation.ts";

/** Makes a mutation of what it does to the bytes of one of the files. */
function ofBytes(name: string, change: (bytes: Uint8Array, chance: Chance) => Uint8Array): Mutation {
  return {
    name,
    mutate(folder: Folder, chance) {
      const files = Array.from(folder.entries).flatMap(([file, entry]) =>
        entry instanceof Uint8Array ? [{ file, bytes: entry }] : [],
      );
      if (files.length === 0) return folder;
      const { file, bytes } = chance.among(files);
      return withEntry(folder, file, change(bytes, chance));
    },
  };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function noise(length: number, chance: Chance): Uint8Array {
  return Uint8Array.from({ length }, () => chance.below(256));
}

function inserted(bytes: Uint8Array, more: Uint8Array, { below }: Chance): Uint8Array {
  const place = below(bytes.length + 1);
  return joined(bytes.subarray(0, place), more, bytes.subarray(place));
}

/** What a disk, a crash, an editor or a careless copy makes of a file. */
export const byteMutations: readonly Mutation[] = [
  // A kill, a full disk.
  ofBytes("truncated", (bytes, { below }) => bytes.slice(0, below(bytes.length + 1))),
  ofBytes("without its start", (bytes, { below }) => bytes.slice(below(bytes.length + 1))),
  ofBytes("without its middle", (bytes, { below }) => {
    const [from, to] = [below(bytes.length + 1), below(bytes.length + 1)].toSorted((a, b) => a - b);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  }),
  // A bad disk.
  ofBytes("bits flipped", (bytes, { below }) => {
    const copy = bytes.slice();
    for (let i = 1 + below(8); i > 0 && copy.length > 0; i -= 1) {
      const place = below(copy.length);
      copy[place] = (copy[place] ?? 0) ^ (1 << below(8));
    }
    return copy;
  }),
  ofBytes("a block of zeros, as a crash leaves", (bytes, { below }) =>
    bytes.slice().fill(0, below(bytes.length + 1)),
  ),
  // Another program's file.
  ofBytes("binary", (_, chance) => noise(1 + chance.below(4096), chance)),
  ofBytes("NULs within", (bytes, chance) => inserted(bytes, new Uint8Array(1 + chance.below(3)), chance)),
  ofBytes("invalid UTF-8 within", (bytes, chance) =>
    inserted(
      bytes,
      Uint8Array.from(
        chance.oneOf<readonly number[]>([
          [0xff],
          [0xc0, 0xaf],
          [0xed, 0xa0, 0x80],
          [0xf4, 0x90, 0x80, 0x80],
          [0xe2, 0x28],
        ]),
      ),
      chance,
    ),
  ),
  ofBytes("empty", () => new Uint8Array()),
  ofBytes("blank", () => bytesOf("\n \t\n")),
  // An editor on another system.
  ofBytes("with a byte order mark", (bytes) => joined(Uint8Array.of(0xef, 0xbb, 0xbf), bytes)),
  ofBytes("as UTF-16", (bytes) =>
    Uint8Array.from(Buffer.from(`\uFEFF${new TextDecoder().decode(bytes)}`, "utf16le")),
  ),
  ofBytes("with CRLF", (bytes) => bytesOf(new TextDecoder().decode(bytes).replaceAll("\n", "\r\n"))),
  ofBytes("with CR alone", (bytes) => bytesOf(new TextDecoder().decode(bytes).replaceAll("\n", "\r"))),
  ofBytes("twice", (bytes) => joined(bytes, bytes)),
  ofBytes("a very long line within", (bytes, chance) =>
    inserted(bytes, bytesOf("x".repeat(50_000 + chance.below(100_000))), chance),
  ),
  ofBytes("very many lines behind", (bytes, chance) =>
    joined(bytes, bytesOf("\n".repeat(chance.below(20_000)))),
  ),
  ofBytes("a web page", () => bytesOf("<!doctype html><title>404</title><script>alert(1)</script>")),
  ofBytes("the marks of a merge", (bytes, chance) =>
    inserted(bytes, bytesOf("\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n"), chance),
  ),
];
