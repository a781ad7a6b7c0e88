import { relative, resolve, sep } from "node:path";
import type { Configuration } from "../../results/configuration.ts";
import type { Folder } from "../view/details.ts";

/** No configuration has as many files; a folder that does was filled by something else. */
const most = 60;

/**
 * The address of a folder from another one, percent-encoded, with a slash behind. The colon is encoded as well, so that
 * no folder's name is taken for a scheme. Null where a name is no text.
 */
export function addressOf(directory: string, from: string): string | null {
  if (!directory.isWellFormed() || !from.isWellFormed()) return null;
  const path = relative(resolve(from), resolve(directory)).split(sep).map(encodeURIComponent).join("/");
  return path === "" ? "./" : `${path}/`;
}

/** @param reportFolder where the report will lie; null where that is not known */
export function folderView(
  { directory, files }: Pick<Configuration, "directory" | "files">,
  reportFolder: string | null,
): Folder {
  return {
    href: reportFolder === null ? null : addressOf(directory, reportFolder),
    files: files.slice(0, most),
    more: Math.max(0, files.length - most),
  };
}
