/** Above what any kernel supports, and far below what a damaged file can name. */
const highestCpu = 65_535;

/** @throws RangeError naming the text when it is not such a list. */
function rangesOf(text: string): [first: number, last: number][] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  let left = highestCpu + 1;
  return trimmed.split(",").map((range) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(range);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    // Few ranges, each of them long, name more CPUs than fit into memory.
    left -= last - first + 1;
    if (match === null || last < first || last > highestCpu || left < 0)
      throw new RangeError(`'${trimmed.slice(0, 80)}' is not a list of CPUs`);
    return [first, last];
  });
}

/**
 * Reads the kernel's list notation (`0-3,8`), as in cpuset files and `Cpus_allowed_list`.
 * @throws RangeError naming the text when it is not such a list.
 */
export function parseCpuList(text: string): number[] {
  return rangesOf(text).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
  );
}

/** How many CPUs a list names. @throws RangeError naming the text when it is not such a list. */
export function cpusIn(text: string): number {
  return rangesOf(text).reduce((total, [first, last]) => total + last - first + 1, 0);
}

const one = /^\d{1,4}$/;

export function isCpuList(text: string): boolean {
  if (one.test(text)) return true;
  try {
    rangesOf(text);
    return true;
  } catch {
    return false;
  }
}

/** Writes CPUs in the kernel's list notation; the inverse of {@link parseCpuList} for sorted input. */
export function formatCpuList(cpus: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const cpu of cpus.toSorted((a, b) => a - b)) {
    const current = ranges.at(-1);
    if (current !== undefined && cpu <= current[1] + 1) current[1] = cpu;
    else ranges.push([cpu, cpu]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
