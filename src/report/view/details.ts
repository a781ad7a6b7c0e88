/** Something about a configuration: `Kernel`, `6.8.0-49-generic`. */
export interface Fact {
  readonly label: string;
  /** One or several. */
  readonly lines: readonly string[];
}

export function fact(label: string, ...lines: string[]): Fact {
  return { label, lines };
}

/** Something by which a configuration differs from another: `sockets`, `2`, `1`. */
export interface Difference {
  readonly label: string;
  readonly baseline: string;
  readonly own: string;
}

/** How a configuration differs from the one that it is compared with. */
export interface Against {
  readonly baseline: string;
  /** Null where it is not known, as `because` says. */
  readonly differences: readonly Difference[] | null;
  readonly because: string | null;
  /** `unlike host: sockets 2 → 1 · nodes 2 → 1 · 7 more`, for the closed state; empty where that has told it already. */
  readonly inShort: string;
}

/** A benchmark that failed, and how its last failed trial ended. */
export interface Failure {
  readonly benchmark: string;
  /** `it exited with 1 (3 of 10 rounds)`. */
  readonly because: string;
  /** `round 7 of run 1`; null where it is not recorded. */
  readonly trial: string | null;
  /** What was started, as one line for a shell; null where it is not recorded. */
  readonly command: string | null;
  /** `exit code 1 after 2.31 s`; null where it is not recorded. */
  readonly ending: string | null;
  /** The end of what it printed. */
  readonly output: string;
}

/** A file of a configuration's folder. */
export interface FolderFile {
  readonly name: string;
  readonly bytes: number | null;
}

/** What a configuration's folder holds. */
export interface Folder {
  /** Address of the folder from where the report lies, percent-encoded, with a slash behind; null where that is not known. */
  readonly href: string | null;
  readonly files: readonly FolderFile[];
  /** How many files more there are than are listed. */
  readonly more: number;
}

/** What is kept of a configuration besides its numbers, in words. */
export interface Details {
  /** What the machine is in a few words, for the closed state. */
  readonly inShort: string;
  /** Null for the baseline itself, and in a group of one. */
  readonly against: Against | null;
  readonly failures: readonly Failure[];
  readonly machine: readonly Fact[];
  /** As they were before anything was measured. */
  readonly gpus: readonly Fact[];
  readonly measuring: readonly Fact[];
  readonly noise: readonly Fact[];
  readonly folder: Folder;
}
