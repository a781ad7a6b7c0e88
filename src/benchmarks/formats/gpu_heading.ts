import { OutputError } from "../benchmark.ts";
import { optionalLine, quoteLine } from "./lines.ts";
import { parseCount } from "./number.ts";

/** The GPU that the lines below a heading `GPU 0 [NVIDIA H200]` are about. */
export interface GpuHeading {
  readonly gpu: number;
  readonly name: string;
}

/** Lines under one heading; the heading is null for lines that stand under none. */
export interface GpuSection {
  readonly heading: GpuHeading | null;
  readonly lines: readonly string[];
}

/**
 * Splits lines at their headings `GPU 0 [NVIDIA H200]`.
 * @throws OutputError when a GPU has two headings.
 */
export function splitByGpu(lines: readonly string[]): GpuSection[] {
  const sections: { heading: GpuHeading | null; lines: string[] }[] = [{ heading: null, lines: [] }];
  for (const line of lines) {
    const [, gpu, name = ""] = /^GPU (\d+) \[(.+)\]\s*$/.exec(line) ?? [];
    if (gpu === undefined) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    const heading = { gpu: parseCount(gpu, line), name };
    if (sections.some((section) => section.heading?.gpu === heading.gpu)) {
      throw new OutputError(`${quoteLine(line)} is a second heading for the same GPU`);
    }
    sections.push({ heading, lines: [] });
  }
  return sections;
}

/** The address in our kernels' line `# gpu 0: pci 0000:06:00.0`; null where it is not said. */
export function parseGpuAddress(lines: readonly string[], gpu: number): string | null {
  const match = optionalLine(
    lines,
    new RegExp(`^# gpu ${gpu}: pci ([0-9a-fA-F]{4,8}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])$`),
    `'# gpu ${gpu}: pci …'`,
  );
  return match?.[1] ?? null;
}
