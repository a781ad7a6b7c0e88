import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { printLimitSeconds, printPage } from "../../../src/report/pdf/print_page.ts";
import { UsageError } from "../../../src/usage_error.ts";
import { membersOf } from "../../e2e/processes.ts";
import { settled } from "../../settled.ts";
import { temporaryFolder } from "../../temporary_folder.ts";
import { fakeChromium } from "./fake_chromium.ts";

const page = "<!doctype html><p>µ";
const wholePdf = `printf '%%PDF-1.4\\n%%%%EOF\\n' > "$pdf"`;
const never = new AbortController().signal;

interface Printed {
  /** Returns or throws what came of it. */
  readonly result: () => Uint8Array | null;
  /** The lines that the script wrote to `$notes`. */
  readonly notes: readonly string[];
}

async function print(
  script: string,
  options: { signal?: AbortSignal; limitSeconds?: number } = {},
): Promise<Printed> {
  await using folder = await temporaryFolder();
  const notes = join(folder.path, "notes");
  const program = await fakeChromium(folder.path, `notes='${notes}'\necho "$page" > "$notes"\n${script}`);
  const result = await settled(
    printPage(page, { program, isSandboxed: true }, { signal: never, ...options }),
  );
  return { result, notes: (await readFile(notes, "utf8")).trimEnd().split("\n") };
}

describe("a page that is printed", () => {
  test("is what Chromium wrote", async () => {
    const { result } = await print(wholePdf);
    expect(Buffer.from(result() ?? []).toString("latin1")).toBe("%PDF-1.4\n%%EOF\n");
  });

  test("is read by this user alone, from a folder that is gone afterwards", async () => {
    const { result, notes } = await print(
      `stat -c %a "$page" "$(dirname "$page")" "$profile" >> "$notes"\ncat "$page" >> "$notes"\n${wholePdf}`,
    );
    expect(result).not.toThrow();
    const [path, ...modes] = notes;
    expect(modes).toEqual(["600", "700", "700", page]);
    expect(existsSync(join(path ?? "", ".."))).toBe(false);
  });

  test("may take a minute, and longer when it is long", () => {
    expect(printLimitSeconds("")).toBe(60);
    expect(printLimitSeconds("x".repeat(5_000_000))).toBe(160);
  });
});

describe("a Chromium that fails", () => {
  test.each([
    [
      "with a code: its last line says why",
      'echo noise >&2; echo "[1:1:1123/01.2:ERROR:a.cc:1] No usable sandbox." >&2; exit 7',
      "ended with code 7: No usable sandbox; ",
    ],
    [
      "fatally: what is in front of the stack says why",
      'echo "[1:1:1123/01.2:FATAL:a.cc:1] Check failed: x." >&2; echo "#0 0x55d0" >&2; exit 1',
      "ended with code 1: Check failed: x; ",
    ],
    ["with a code and without a word", "exit 1", "ended with code 1; "],
    ["by a signal", "kill -SEGV $$", "was ended by SIGSEGV; "],
    ["while it writes", `${wholePdf}; exit 3`, "ended with code 3; "],
    [
      "and says that it did not",
      'echo "[1:1:1123/01.2:ERROR:a.cc:1] Page load failed" >&2',
      "wrote no whole PDF: Page load failed; ",
    ],
    ["with an empty file", ': > "$pdf"', "wrote no whole PDF; "],
    ["with something else", 'cp "$page" "$pdf"', "wrote no whole PDF; "],
    ["with half a PDF", `printf '%%PDF-1.4\\n1 0 obj' > "$pdf"`, "wrote no whole PDF; "],
  ])("%s", async (_title, script, words) => {
    const { result, notes } = await print(script);
    expect(result).toThrow(UsageError);
    expect(result).toThrow(words);
    expect(result).toThrow("write .html and print it from a browser.");
    expect(existsSync(join(notes[0] ?? "", ".."))).toBe(false);
  });

  test("with very much: as much is quoted as can be read", async () => {
    const { result } = await print("head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1");
    expect(result).toThrow(/: x{300}; /);
  });

  test("to start", async () => {
    const result = await settled(
      printPage(page, { program: "/nonexistent/chromium", isSandboxed: true }, { signal: never }),
    );
    expect(result).toThrow(UsageError);
    expect(result).toThrow("/nonexistent/chromium cannot be started: ");
  });
});

describe("a Chromium that hangs", () => {
  const hang = `trap "" TERM
sleep 1000 &
echo $$ >> "$notes"
while :; do wait; done`;

  test("is ended on the limit with all that it started", async () => {
    const { result, notes } = await print(hang, { limitSeconds: 0.3 });
    expect(result).toThrow(UsageError);
    expect(result).toThrow("did not print the report within 0.3 s; ");
    expect(await membersOf([Number(notes[1])])).toEqual([]);
    expect(existsSync(join(notes[0] ?? "", ".."))).toBe(false);
  });

  test("is ended when this is told to end, and that is no failure", async () => {
    const { result, notes } = await print(hang, { signal: AbortSignal.timeout(300) });
    expect(result()).toBeNull();
    expect(await membersOf([Number(notes[1])])).toEqual([]);
    expect(existsSync(join(notes[0] ?? "", ".."))).toBe(false);
  });
});
