import type { Folder } from "./details.ts";

/** One name as a part of an address; null for one that would be read as anything but a name of this folder. */
function encoded(name: string): string | null {
  if (name === "" || name === "." || name === ".." || /[/\\\0]/.test(name) || !name.isWellFormed())
    return null;
  return encodeURIComponent(name);
}

/**
 * The address of a file of a configuration's folder, from where the report lies; null where there is none. It never
 * leads out of that folder, whatever the file's name.
 */
export function fileAddress({ href }: Pick<Folder, "href">, name: string): string | null {
  const last = encoded(name);
  return href === null || last === null ? null : `${href}${last}`;
}
