import { formatCpuList, parseCpuList } from "../../machine/cpu_list.ts";
import { OutputError } from "../benchmark.ts";
import { optionalLine, quoteLine } from "./lines.ts";
import { parseCount } from "./number.ts";

/** What one of our kernels found to be so after it measured. */
export interface Attestation {
  /** CPUs that its threads were allowed on, in list notation. */
  readonly cpus: string;
  /** CPUs on which its threads were seen, in list notation. */
  readonly ranOn: string;
  /** Base pages of the measured memory on each node with memory; null when the system does not tell. */
  readonly pagesByNode: ReadonlyMap<number, number> | null;
  /** Bytes of the measured memory on pages of each size in bytes; null when the system does not tell. */
  readonly bytesByPageSize: ReadonlyMap<number, number> | null;
}

const cpuList = /^\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*$/;

/**
 * The list in its shortest form; both `0,1` and `0-1` are written.
 * @throws OutputError quoting the line when it is none, is empty, or does not ascend.
 */
function normalCpuList(text: string, line: string): string {
  const refused = new OutputError(`${quoteLine(line)} has no list of CPUs`);
  if (!cpuList.test(text)) throw refused;
  try {
    const cpus = parseCpuList(text);
    const list = formatCpuList(cpus);
    if (list === text || cpus.join(",") === text) return list;
  } catch {
    throw refused;
  }
  throw refused;
}

/**
 * Reads `KEY=COUNT KEY=COUNT UNIT`; null for `unknown (REASON)`.
 * @param key captures the number in a key.
 * @throws OutputError quoting the line.
 */
function parseCounts(
  text: string,
  key: RegExp,
  unit: string,
  line: string,
): ReadonlyMap<number, number> | null {
  if (/^unknown \(.+\)$/.test(text)) return null;
  const words = text.split(" ");
  if (words.pop() !== unit || words.length === 0) {
    throw new OutputError(`${quoteLine(line)} does not end with numbers of ${unit}`);
  }
  const counts = new Map(
    words.map((word) => {
      const [name = "", count = ""] = word.split(/=(.*)/, 2);
      return [parseCount(key.exec(name)?.[1] ?? "", line), parseCount(count, line)];
    }),
  );
  if (counts.size !== words.length) throw new OutputError(`${quoteLine(line)} counts something twice`);
  return counts;
}

/**
 * Reads `N0=256 N1=0 pages`.
 * @throws OutputError quoting the line.
 */
export function parsePlacement(text: string, line: string): ReadonlyMap<number, number> | null {
  return parseCounts(text, /^N(\d+)$/, "pages", line);
}

/**
 * Reads `4096=1048576 2097152=0 bytes`.
 * @throws OutputError quoting the line.
 */
export function parsePageSizes(text: string, line: string): ReadonlyMap<number, number> | null {
  return parseCounts(text, /^(\d+)$/, "bytes", line);
}

function attested(lines: readonly string[], name: string): RegExpExecArray | null {
  return optionalLine(lines, new RegExp(`^# ${name}: (.*)$`), `'# ${name}:'`);
}

/**
 * Reads the lines `# cpus: …` and `# ran-on: …`; null when there is neither, as in the output of other programs.
 * @throws OutputError when one is there and the other is missing, or one is unreadable.
 */
export function parseCpuLines(lines: readonly string[]): Pick<Attestation, "cpus" | "ranOn"> | null {
  const cpus = attested(lines, "cpus");
  const ranOn = attested(lines, "ran-on");
  if (cpus === null && ranOn === null) return null;
  if (cpus === null || ranOn === null) {
    throw new OutputError("the output has only one of '# cpus:' and '# ran-on:'");
  }
  return {
    cpus: normalCpuList(cpus[1] ?? "", cpus.input),
    ranOn: normalCpuList(ranOn[1] ?? "", ranOn.input),
  };
}

/**
 * Reads the lines `# cpus: …`, `# ran-on: …`, `# placement: …` and `# page-sizes: …`; null when there is none of
 * them, as in the output of other programs.
 * @throws OutputError when some are there and others are missing, or one is unreadable.
 */
export function parseAttestation(lines: readonly string[]): Attestation | null {
  const cpus = parseCpuLines(lines);
  const placement = attested(lines, "placement");
  const pageSizes = attested(lines, "page-sizes");
  if (cpus === null && placement === null && pageSizes === null) return null;
  if (cpus === null || placement === null || pageSizes === null) {
    throw new OutputError(
      "the output does not say all of '# cpus:', '# ran-on:', '# placement:' and '# page-sizes:'",
    );
  }
  return {
    ...cpus,
    pagesByNode: parsePlacement(placement[1] ?? "", placement.input),
    bytesByPageSize: parsePageSizes(pageSizes[1] ?? "", pageSizes.input),
  };
}
