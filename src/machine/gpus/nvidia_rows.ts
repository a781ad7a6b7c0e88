import type { CommandLine } from "../run_tool.ts";
import { kernelAddress } from "./pci_address.ts";

/** What nvidia-smi says of one GPU. */
export interface NvidiaRow {
  readonly number: number;
  readonly uuid: string | null;
  readonly name: string;
  readonly address: string;
  readonly driver: string | null;
  readonly memoryBytes: number | null;
  readonly ecc: boolean | null;
  readonly mig: boolean | null;
  readonly powerLimitWatts: number | null;
}

/** A row that is no description of a working GPU. */
export interface BrokenRow {
  readonly number: number;
  /** nvidia-smi's own words, e.g. `GPU is lost`; null when the row could only not be read. */
  readonly words: string | null;
}

export const nvidiaQuery: CommandLine = [
  "nvidia-smi",
  "--query-gpu=index,uuid,name,pci.bus_id,driver_version,memory.total,ecc.mode.current,mig.mode.current,power.limit",
  "--format=csv,noheader,nounits",
];

/** What stands in the place of a value that a GPU or driver does not have: `[N/A]`, `[Not Supported]`. */
const unsaid = String.raw`\[[^\],]+\]|N/A`;
const mode = `Enabled|Disabled|${unsaid}`;
const memoryField = String.raw`\d{1,10}|${unsaid}`;
/** Always with two digits behind the point: a row that was cut short has fewer. */
const powerField = String.raw`\d{1,6}\.\d{2}|${unsaid}`;

/** NVML's longest has 95 characters. None of them moves a cursor or turns the direction of writing. */
const nameField = String.raw`[^\s\p{C}]\P{C}{0,99}`;

/** Nothing is quoted, so that only the strict fields around it tell where a name with a comma ends. */
const rowPattern = new RegExp(
  `^(\\d{1,3}), ([0-9A-Za-z-]+|${unsaid}), (${nameField}), ([0-9A-Fa-f:.]+), ([0-9.]+|${unsaid}), (${memoryField}), (${mode}), (${mode}), (${powerField})$`,
  "u",
);

const failure = /\[(GPU is lost|GPU requires reset|Unknown Error)[^\]]*\]/;

/** Reads what {@link nvidiaQuery} prints; lines that begin with no number, such as warnings, are no rows. */
export function readNvidiaRows(stdout: string): {
  readonly rows: readonly NvidiaRow[];
  readonly broken: readonly BrokenRow[];
} {
  const rows: NvidiaRow[] = [];
  const broken: BrokenRow[] = [];
  for (const line of stdout.split("\n").map((text) => text.trim())) {
    const [, number] = /^(\d{1,3}), /.exec(line) ?? [];
    if (number === undefined) continue;
    const row = readRow(line);
    if (row === null || failure.test(line))
      broken.push({ number: Number(number), words: failure.exec(line)?.[1] ?? null });
    else rows.push(row);
  }
  return { rows, broken };
}

const bytesPerMiB = 1024 ** 2;

function readRow(line: string): NvidiaRow | null {
  const [, number, uuid = "", name, bus = "", driver = "", memory = "", ecc, mig, power = ""] =
    rowPattern.exec(line) ?? [];
  const address = kernelAddress(bus);
  if (number === undefined || name === undefined || address === null) return null;
  const memoryMiB = numberOf(memory);
  return {
    number: Number(number),
    uuid: said(uuid),
    name,
    address,
    driver: said(driver),
    memoryBytes: memoryMiB === null ? null : memoryMiB * bytesPerMiB,
    ecc: isEnabled(ecc),
    mig: isEnabled(mig),
    powerLimitWatts: numberOf(power),
  };
}

function said(text: string): string | null {
  return text.startsWith("[") || text === "N/A" ? null : text;
}

function numberOf(text: string): number | null {
  return /^\d/.test(text) ? Number(text) : null;
}

function isEnabled(text: string | undefined): boolean | null {
  if (text === "Enabled") return true;
  return text === "Disabled" ? false : null;
}
