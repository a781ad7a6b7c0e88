import { parseMatmulLines } from "../../src/benchmarks/formats/matmul_line.ts";
import { parseNcclTable } from "../../src/benchmarks/formats/nccl_table.ts";
import { parseNvbandwidthJson } from "../../src/benchmarks/formats/nvbandwidth_json.ts";

/** What one program found, by the name of the figure; programs that measure the same use the same names. */
export type Figures = ReadonlyMap<string, number>;

/** Rate of the multiplications of one GPU, in products a second. */
export function matmulFigures(stdout: string): Figures {
  return new Map(
    parseMatmulLines(stdout).map(({ gpu, multiplications, totalSeconds }) => [
      `GPU ${gpu}: matmul`,
      multiplications / totalSeconds,
    ]),
  );
}

const directions: readonly (readonly [label: string, name: string])[] = [
  ["Host-to-Device", "H2D"],
  ["Device-to-Host", "D2H"],
  ["Device-to-Device", "D2D"],
];

/** GB/s in each direction of one GPU, every byte counted once; the lines of bandwidth and bandwidth.py. */
export function bandwidthFigures(stdout: string): Figures {
  const [, gpu = "?"] = /^GPU (\d+) \[/m.exec(stdout) ?? [];
  return new Map(
    directions.flatMap(([label, name]) => {
      const [, rate] = new RegExp(`^ {2}${label}: (\\S+) GB/s$`, "m").exec(stdout) ?? [];
      return rate === undefined ? [] : [[`GPU ${gpu}: ${name}`, Number(rate)] as const];
    }),
  );
}

const testcases: Readonly<Record<string, string>> = {
  host_to_device_memcpy_ce: "H2D",
  device_to_host_memcpy_ce: "D2H",
  device_local_copy: "D2D",
};

/** The testcases of nvbandwidth to ask for. */
export const nvbandwidthTestcases: readonly string[] = Object.keys(testcases);

/** GB/s of each GPU; nvbandwidth counts each byte once, too. */
export function nvbandwidthFigures(stdout: string): Figures {
  return new Map(
    parseNvbandwidthJson(stdout).testcases.flatMap(({ name, matrix }) =>
      (matrix[0] ?? []).flatMap((rate, gpu) =>
        rate === null ? [] : [[`GPU ${gpu}: ${testcases[name]}`, rate] as const],
      ),
    ),
  );
}

/** Message sizes from which bandwidth is compared, and up to which time is. */
const bandwidthFromBytes = 8 * 1024 ** 2;
const timeUpToBytes = 64 * 1024;

/** In-place bus bandwidth (GB/s) of large messages and time (µs) of small ones. */
export function allReduceFigures(stdout: string): Figures {
  const figures = new Map<string, number>();
  for (const { sizeBytes, inPlace } of parseNcclTable(stdout).rows) {
    if (inPlace === null) continue;
    if (sizeBytes <= timeUpToBytes) figures.set(`time, ${sizeBytes} B`, inPlace.timeUs);
    if (sizeBytes >= bandwidthFromBytes) figures.set(`busbw, ${sizeBytes} B`, inPlace.busbwGBs);
  }
  return figures;
}
