/** Names of the MIG slices of each GPU that has some, by the GPU's number, from what `nvidia-smi -L` prints. */
export function readNvidiaSlices(stdout: string): ReadonlyMap<number, readonly string[]> {
  const slices = new Map<number, string[]>();
  let gpu: number | null = null;
  for (const line of stdout.split("\n")) {
    const [, number] = /^GPU (\d+): /.exec(line) ?? [];
    if (number !== undefined) gpu = Number(number);
    const [, slice] = /^\s+MIG .*\(UUID: (MIG-[^)\s]+)\)\s*$/.exec(line) ?? [];
    if (gpu !== null && slice !== undefined) slices.set(gpu, [...(slices.get(gpu) ?? []), slice]);
  }
  return slices;
}
