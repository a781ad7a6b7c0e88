/** What CPUs of one family have in common, of one socket. */
export interface CpuFamily {
  readonly name: string;
  readonly channels: number;
  /** The fastest memory that any of them is specified for, in million transfers a second. */
  readonly megatransfers: number;
  readonly threadsPerCore: 1 | 2;
  /** The most sockets that a machine of them has. */
  readonly sockets: number;
}

type Row = readonly [model: RegExp, family: CpuFamily];

function row(
  model: RegExp,
  name: string,
  [channels, megatransfers]: readonly [channels: number, megatransfers: number],
  [threadsPerCore, sockets]: readonly [threadsPerCore: 1 | 2, sockets: number],
): Row {
  return [model, { name, channels, megatransfers, threadsPerCore, sockets }];
}

/**
 * By the name that the CPU gives itself. Names that hypervisors make up ("AMD EPYC-Milan Processor", "Intel Xeon
 * Processor (SapphireRapids)", "Intel(R) Xeon(R) Processor") are in none of them: what is behind them may be any
 * later CPU.
 *
 * Sources: AMD's data sheets of EPYC 7001 to 9005 ("Per Socket Mem BW": 204.8, 460.8, up to 614.4 GB/s); Intel ARK,
 * memory types and maximum number of memory channels, with MRDIMMs for Xeon 6 with P-cores (8800 MT/s for 6900P, 8000
 * for 6700P). Bronze of the first generation and E-cores have one thread a core. Left out for memory of their own on
 * the package: Xeon CPU Max and EPYC 9V64H; for their twelve channels: Xeon Platinum 9200. Neoverse V2 is NVIDIA's
 * Grace (LPDDR5X-8532 on 512 bits) as well as Graviton4 (12 × DDR5-5600), so the faster one counts.
 */
const families: readonly Row[] = [
  row(/\bEPYC 7[0-9A-Z]{2}1/, "AMD EPYC 7001", [8, 2666], [2, 2]),
  row(/\bEPYC 7[0-9A-Z]{2}2/, "AMD EPYC 7002", [8, 3200], [2, 2]),
  row(/\bEPYC 7[0-9A-Z]{2}3/, "AMD EPYC 7003", [8, 3200], [2, 2]),
  row(/\bEPYC 8[0-9A-Z]{2}4/, "AMD EPYC 8004", [6, 4800], [2, 1]),
  row(/\bEPYC 9[0-9A-Z]{2}4[A-GI-Z]*\b/, "AMD EPYC 9004", [12, 4800], [2, 2]),
  row(/\bEPYC 9[0-9A-Z]{2}5/, "AMD EPYC 9005", [12, 6400], [2, 2]),
  row(/\bXeon\(R\) Bronze 31\d\d/i, "Xeon Bronze, first generation", [6, 2666], [1, 2]),
  row(
    /\bXeon\(R\) (?:Platinum 8|Gold [56]|Silver 4)1\d\d/i,
    "Xeon Scalable, first generation",
    [6, 2666],
    [2, 8],
  ),
  row(
    /\bXeon\(R\) (?:Platinum 8|Gold [56]|Silver 4)2\d\d/i,
    "Xeon Scalable, second generation",
    [6, 2933],
    [2, 8],
  ),
  row(
    /\bXeon\(R\) (?:Platinum 8|Gold [56]|Silver 4)3\d\d/i,
    "Xeon Scalable, third generation",
    [8, 3200],
    [2, 8],
  ),
  row(
    /\bXeon\(R\) (?:Platinum 8|Gold [56]|Silver 4)4\d\d/i,
    "Xeon Scalable, fourth generation",
    [8, 4800],
    [2, 8],
  ),
  row(
    /\bXeon\(R\) (?:Platinum 8|Gold [56]|Silver 4)5\d\d/i,
    "Xeon Scalable, fifth generation",
    [8, 5600],
    [2, 2],
  ),
  row(/\bXeon\(R\) 69\d\dP/i, "Xeon 6900P", [12, 8800], [2, 2]),
  row(/\bXeon\(R\) 6[57]\d\dP/i, "Xeon 6500P and 6700P", [8, 8000], [2, 8]),
  row(/\bXeon\(R\) 69\d\dE/i, "Xeon 6900E", [12, 6400], [1, 2]),
  row(/\bXeon\(R\) 67\d\dE/i, "Xeon 6700E", [8, 6400], [1, 2]),
  row(/^Neoverse-V2$/, "Arm Neoverse V2", [8, 8532], [1, 2]),
];

/** The family that a CPU's name tells; null for all others. */
export function cpuFamilyOf(model: string | null): CpuFamily | null {
  return families.find(([pattern]) => pattern.test(model ?? ""))?.[1] ?? null;
}

/** What the memory of a socket moves at most, in MB/s as STREAM counts: a channel has 64 bits. */
export function peakOfSocket({ channels, megatransfers }: CpuFamily): number {
  return channels * megatransfers * 8;
}
