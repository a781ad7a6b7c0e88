import { linesOf } from "./lines.ts";

/**
 * How NCCL (or RCCL) does an all-reduce of one size, in its own words. Where it did not always do the same, the
 * different words are joined by `+`.
 */
export interface NcclChoice {
  /** `RING`, `TREE`, `NVLS`, … */
  readonly algorithm: string;
  /** `LL`, `LL128`, `SIMPLE`. */
  readonly protocol: string;
  /** Null where the log does not say. */
  readonly channels: number | string | null;
}

/** What NCCL says of itself with NCCL_DEBUG=INFO and NCCL_DEBUG_SUBSYS=INIT,GRAPH,TUNING. */
export interface NcclLog {
  /** `2.28.9+cuda13.0` */
  readonly version: string | null;
  /**
   * What the GPUs' channels go through: `P2P/NVLink`, `P2P/XGMI`, `P2P/C2C`, `P2P/PCIe`, `P2P` over an unknown path,
   * `SHM` or `NET`; several are joined by `+`. Null where no channel is named.
   */
  readonly transport: string | null;
  /** By message size in bytes; without the sizes of which it says nothing. */
  readonly choices: ReadonlyMap<number, NcclChoice>;
}

/** What a path between two GPUs consists of, by how NCCL and RCCL abbreviate it. */
const linkOfPath: Readonly<Record<string, string>> = {
  NVL: "NVLink",
  NVB: "NVLink",
  XGMI: "XGMI",
  C2C: "C2C",
  PIX: "PCIe",
  PXB: "PCIe",
  P2C: "PCIe",
  PXN: "PCIe",
  PHB: "PCIe",
  NODE: "PCIe",
  SYS: "PCIe",
};

const versionLine = /\b[NR]CCL version(?: :)? (\d[\w.+-]*)/;
/** The ring's graph: what NCCL takes for the path from GPU to GPU. */
const ringGraph = /\b[NR]CCL INFO Pattern 4, .*\btype ([A-Z0-9]+)\/[A-Z0-9]+\b/;
const channel =
  /\b[NR]CCL INFO Channel \d+(?:\/\d+)? : \w+\[\w+\] -> \w+\[\w+\](?: \[\w+\])? via (P2P|SHM|NET)\b/;
/** Older versions number algorithm and protocol, which are then as good as unknown. */
const choice =
  /\b[NR]CCL INFO AllReduce: (\d+) Bytes -> Algo ([A-Z]\w*) proto ([A-Z]\w*)(?: channel\{Lo\.\.Hi\}=\{(\d+)\.\.(\d+)\})?\s*$/;

/** Distinct words in ascending order, joined by `+`. */
export function joined(words: readonly (string | number)[]): string {
  return Array.from(new Set(words))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join("+");
}

function matches(lines: readonly string[], pattern: RegExp): RegExpExecArray[] {
  return lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
}

function transportOf(lines: readonly string[]): string | null {
  const ways = matches(lines, channel).map(([, way = ""]) => way);
  const links = matches(lines, ringGraph).flatMap(([, path = ""]) => linkOfPath[path] ?? []);
  const words = ways.flatMap((way) =>
    way === "P2P" && links.length > 0 ? links.map((link) => `P2P/${link}`) : [way],
  );
  return words.length === 0 ? null : joined(words);
}

function choicesOf(lines: readonly string[]): Map<number, NcclChoice> {
  const bySize = Map.groupBy(matches(lines, choice), ([, size]) => Number(size));
  return new Map(
    Array.from(bySize).map(([size, own]) => {
      const channels = own.flatMap(([, , , , low, high]) =>
        low === undefined || high === undefined ? [] : Number(high) - Number(low) + 1,
      );
      const [first = null, ...more] = new Set(channels);
      return [
        size,
        {
          algorithm: joined(own.map(([, , algorithm = ""]) => algorithm)),
          protocol: joined(own.map(([, , , protocol = ""]) => protocol)),
          channels: more.length === 0 ? first : joined(channels),
        },
      ];
    }),
  );
}

/** Reads NCCL's log from whatever a program printed. It is a log and no format: what is not known is not there. */
export function parseNcclLog(text: string): NcclLog {
  const lines = linesOf(text);
  return {
    version: versionLine.exec(text)?.[1] ?? null,
    transport: transportOf(lines),
    choices: choicesOf(lines),
  };
}
