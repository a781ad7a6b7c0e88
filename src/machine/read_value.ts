import { parseCpuList } from "./cpu_list.ts";
import type { SystemFiles } from "./system_files.ts";

/** The line that a file consists of, without surrounding white space; null when it holds nothing or more than that. */
export function readLine(files: SystemFiles, path: string): string | null {
  const text = files.read(path)?.trim() ?? "";
  return /^[^\p{Control}]+$/u.test(text) ? text : null;
}

/** A whole number that a kernel file holds, `-1` included; null when it holds anything else. */
export function readInteger(files: SystemFiles, path: string): number | null {
  return parseInteger(readLine(files, path));
}

/** A whole number of zero or more that a kernel file holds; null when it holds anything else. */
export function readCount(files: SystemFiles, path: string): number | null {
  const value = readInteger(files, path);
  return value !== null && value >= 0 ? value : null;
}

/** The numbers of a file in list notation, ascending; null when it is missing or holds anything else. */
export function readCpuList(files: SystemFiles, path: string): number[] | null {
  const text = files.read(path);
  return text === null ? null : tryCpuList(text);
}

/** The numbers of a text in list notation, ascending and each once; null when it is not such a list. */
export function tryCpuList(text: string): number[] | null {
  try {
    return Array.from(new Set(parseCpuList(text))).toSorted((a, b) => a - b);
  } catch {
    return null;
  }
}

/** The whole number that a text is; null when it is anything else or too large to be exact. */
export function parseInteger(text: string | null | undefined): number | null {
  if (text === null || text === undefined || !/^-?\d+$/.test(text)) return null;
  // Adding zero makes "-0" plain zero.
  const value = Number(text) + 0;
  return Number.isSafeInteger(value) ? value : null;
}
