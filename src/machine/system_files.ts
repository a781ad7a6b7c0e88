import { readdirSync, readFileSync } from "node:fs";

/** What the kernel shows of itself under /proc and /sys, as far as this process may see it. */
export interface SystemFiles {
  /** The text of the file at an absolute path; null when it is missing or unreadable. Never throws. */
  read(path: string): string | null;
  /** The names in the folder at an absolute path; none when it is missing or unreadable. Never throws. */
  list(path: string): readonly string[];
}

/** The files of the machine that this process runs on. */
export function systemFiles(): SystemFiles {
  return {
    read: (path) => {
      try {
        return readFileSync(path, "utf8");
      } catch {
        return null;
      }
    },
    list: (path) => {
      try {
        return readdirSync(path);
      } catch {
        return [];
      }
    },
  };
}
