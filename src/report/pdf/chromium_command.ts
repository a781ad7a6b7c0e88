import { pathToFileURL } from "node:url";

/** A Chromium, and whether it may keep its sandbox. */
export interface Chromium {
  /** Path of the program. */
  readonly program: string;
  /** Root has no sandbox, and nobody has one where namespaces cannot be made. */
  readonly isSandboxed: boolean;
}

/** Where Chromium finds the page and writes to, all of it private to one start. */
export interface PrintPaths {
  readonly page: string;
  readonly pdf: string;
  readonly profile: string;
  readonly temporary: string;
}

/**
 * The longest path, in bytes, that can be {@link PrintPaths.temporary}: below it, at
 * org.chromium.Chromium.XXXXXX/SingletonSocket, Chromium makes a socket, and an address of one is at most 107 long.
 */
export const longestTemporary = 61;

/** The command that prints a page, without asking anything of anywhere. */
export function chromiumCommand({ program, isSandboxed }: Chromium, paths: PrintPaths): readonly string[] {
  return [
    program,
    "--headless",
    ...(isSandboxed ? [] : ["--no-sandbox"]),
    "--disable-gpu",
    // Containers have little of it.
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
    `--user-data-dir=${paths.profile}`,
    "--no-pdf-header-footer",
    `--print-to-pdf=${paths.pdf}`,
    pathToFileURL(paths.page).href,
  ];
}

/** Keeps what Chromium writes besides its profile out of the person's home and the shared temporary folder. */
export function chromiumEnvironment({ profile, temporary }: PrintPaths): Readonly<Record<string, string>> {
  return { TMPDIR: temporary, XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile };
}
