import { mkdir, open, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What lies at a name: the bytes of a file, or something that no report should read. */
export type Entry =
  | Uint8Array
  | { readonly kind: "link"; readonly to: string }
  /** A file of so many bytes that takes no room on disk. */
  | { readonly kind: "sparse"; readonly bytes: number }
  | { readonly kind: "folder" }
  | { readonly kind: "pipe" };

/** A configuration's folder before it is written. */
export interface Folder {
  /** Name of the folder above it. */
  readonly gpu: string;
  readonly config: string;
  readonly entries: ReadonlyMap<string, Entry>;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of a file; null where no file lies. */
export function textOf({ entries }: Folder, name: string): string | null {
  const entry = entries.get(name);
  return entry instanceof Uint8Array ? new TextDecoder().decode(entry) : null;
}

/** The same folder with something else at a name; null takes away what lies there. */
export function withEntry(folder: Folder, name: string, entry: Entry | null): Folder {
  const entries = new Map(folder.entries);
  if (entry === null) entries.delete(name);
  else entries.set(name, entry);
  return { ...folder, entries };
}

export function withText(folder: Folder, name: string, text: string): Folder {
  return withEntry(folder, name, bytesOf(text));
}

async function makePipe(path: string): Promise<void> {
  const child = Bun.spawn(["mkfifo", "--", path], { stdout: "ignore", stderr: "ignore" });
  if ((await child.exited) !== 0) throw new Error("mkfifo failed");
}

export async function writeEntry(path: string, entry: Entry): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (entry instanceof Uint8Array) return writeFile(path, entry);
  switch (entry.kind) {
    case "link":
      return symlink(entry.to, path);
    case "folder":
      await mkdir(path, { recursive: true });
      return;
    case "pipe":
      return makePipe(path);
    case "sparse": {
      const handle = await open(path, "w");
      await handle.truncate(entry.bytes);
      return handle.close();
    }
  }
}

/** Where a folder lies below a results folder. */
export function directoryOf({ gpu, config }: Folder, root: string): string {
  return join(root, gpu, config);
}

export async function writeFolder(folder: Folder, root: string): Promise<void> {
  const directory = directoryOf(folder, root);
  await mkdir(directory, { recursive: true });
  for (const [name, entry] of folder.entries) await writeEntry(join(directory, name), entry);
}
