import { open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file so that at every moment, also of a power cut, either the old content or the new is there, whole. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.new`);
  const handle = await open(temporary, "w");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Cuts a file to `length`, then appends, and waits until it is on disk. Returns the new length in bytes. */
export async function appendAfter(path: string, length: number, text: string): Promise<number> {
  const bytes = Buffer.from(text, "utf8");
  const handle = await open(path, "a");
  try {
    await handle.truncate(length);
    await handle.appendFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return length + bytes.length;
}
