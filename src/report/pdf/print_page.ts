import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeOf, messageOf } from "../../caught.ts";
import { type Ended, runProcessGroup } from "../../runner/process_group.ts";
import { UsageError } from "../../usage_error.ts";
import {
  type Chromium,
  chromiumCommand,
  chromiumEnvironment,
  longestTemporary,
  type PrintPaths,
} from "./chromium_command.ts";

const quotedCharacters = 300;

/** Seconds that printing may take: far more than it does, as a bound against hanging. */
export function printLimitSeconds(html: string): number {
  return 60 + Math.ceil(html.length / 50_000);
}

/** A folder that goes even when this program ends in the middle, as on a second Ctrl-C. */
async function privateFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const prefix = "vcpu-bench-pdf-";
  const isShort = Buffer.byteLength(join(tmpdir(), `${prefix}XXXXXX`)) <= longestTemporary;
  const path = await mkdtemp(join(isShort ? tmpdir() : "/tmp", prefix));
  const onExit = (): void => rmSync(path, { recursive: true, force: true });
  process.once("exit", onExit);
  return {
    path,
    async [Symbol.asyncDispose]() {
      process.removeListener("exit", onExit);
      // What Chromium's crash handler, which leaves its group, still writes is in the way for a moment.
      await rm(path, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Puts the page where Chromium alone finds it. */
async function layOut(folder: string, html: string): Promise<PrintPaths> {
  const paths = {
    page: join(folder, "report.html"),
    pdf: join(folder, "report.pdf"),
    profile: join(folder, "profile"),
    temporary: folder,
  };
  await mkdir(paths.profile, { mode: 0o700 });
  await writeFile(paths.page, html, { mode: 0o600 });
  return paths;
}

function noRoom(error: unknown): never {
  throw new UsageError(
    `Chromium needs a temporary folder and there is none: ${messageOf(error)}; set TMPDIR to one with room.`,
  );
}

/** Chromium's reason among all that it prints: its fatal error or else its last line, without process and time. */
function reasonIn(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((candidate) => /^\[[^\]]*:FATAL:/.test(candidate)) ?? lines.at(-1) ?? "";
  return line
    .replace(/^\[[^\]]*\]\s*/, "")
    .trim()
    .replace(/\.$/, "")
    .slice(0, quotedCharacters);
}

function failure(program: string, what: string, reason = ""): UsageError {
  const quoted = reason === "" ? "" : `: ${reason}`;
  return new UsageError(
    `${program} ${what}${quoted}; set CHROMIUM to another Chromium, or write .html and print it from a browser.`,
  );
}

function howItEnded({ endedBy, exitCode, signal }: Ended, limitSeconds: number): string | null {
  if (endedBy === "limit") return `did not print the report within ${limitSeconds} s`;
  if (signal !== null) return `was ended by ${signal}`;
  return exitCode === 0 ? null : `ended with code ${exitCode}`;
}

/** Chromium ends with 0 also when it could not load the page or write. */
async function readPdf(path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  const isWhole =
    bytes?.subarray(0, 5).toString("latin1") === "%PDF-" &&
    bytes.subarray(-16).toString("latin1").trimEnd().endsWith("%%EOF");
  return isWhole ? bytes : null;
}

/**
 * Prints a page as PDF.
 *
 * @returns null when `signal` aborted it.
 * @throws UsageError when Chromium fails or takes longer than the limit, with its reason, or has no room for its
 * files.
 */
export async function printPage(
  html: string,
  chromium: Chromium,
  { signal, limitSeconds = printLimitSeconds(html) }: { signal: AbortSignal; limitSeconds?: number },
): Promise<Uint8Array | null> {
  const { program } = chromium;
  await using folder = await privateFolder().catch(noRoom);
  const paths = await layOut(folder.path, html).catch(noRoom);
  const ended = await runProcessGroup({
    argv: chromiumCommand(chromium, paths),
    environment: chromiumEnvironment(paths),
    limitSeconds,
    signal,
  }).catch((error: unknown) => {
    throw failure(program, "cannot be started", messageOf(error));
  });
  if (signal.aborted) return null;
  const how = howItEnded(ended, limitSeconds);
  if (how !== null) throw failure(program, how, reasonIn(ended.stderr));
  const pdf = await readPdf(paths.pdf);
  if (pdf === null) throw failure(program, "wrote no whole PDF", reasonIn(ended.stderr));
  return pdf;
}
