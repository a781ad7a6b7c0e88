/** What one bound command of a trial printed, as a raw file keeps it. */
export interface BoundBlock {
  /** CPUs that its threads were asked onto. */
  readonly cpus: string;
  /** Node that its memory was asked onto. */
  readonly memoryNode: number;
  /** CPUs that its threads were allowed on, as the program found them. */
  readonly allowedCpus: string;
  /** Pages on each node, as the program found them: `N0=12 N1=0 pages`, once for each amount of memory measured. */
  readonly placements: readonly string[];
}

/** The blocks of a raw file behind lines `# command: numactl --physcpubind=CPUS --membind=NODE -- PROGRAM …`. */
export function boundBlocks(text: string): BoundBlock[] {
  return text.split(/^# command: /m).flatMap((block) => {
    const binding = /^numactl --physcpubind=(\S+) --membind=(\d+) -- /.exec(block);
    if (binding === null) return [];
    return [
      {
        cpus: binding[1] ?? "",
        memoryNode: Number(binding[2]),
        allowedCpus: /^# cpus: (.*)$/m.exec(block)?.[1] ?? "",
        placements: Array.from(block.matchAll(/[#;] placement: (.*)$/gm), ([, placement = ""]) => placement),
      },
    ];
  });
}
