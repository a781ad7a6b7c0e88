import type { Gpu, MachineFacts } from "../facts.ts";

/** A GPU as its vendor's tool lists it, before it is known which of them programs see. */
export interface FoundGpu {
  /** The number by which the tool calls it, as in its topology. */
  readonly number: number;
  /** Names of its MIG slices, of which a program sees one. */
  readonly slices: readonly string[];
  readonly facts: Omit<Gpu, "index">;
}

/** How two GPUs are connected, by the tool's numbers. */
export interface Connection {
  readonly from: number;
  readonly to: number;
  readonly link: string;
}

/** What a vendor's tool and driver say. */
export interface FoundGpus {
  /** In the order in which programs would count them if they saw all. */
  readonly gpus: readonly FoundGpu[];
  readonly driver: string | null;
  readonly runtime: string | null;
  readonly connections: readonly Connection[];
  /** What is wrong with one or all of them, and the way out. */
  readonly problem: string | null;
}

export function noneFound(problem: string | null, driver: string | null = null): FoundGpus {
  return { gpus: [], driver, runtime: null, connections: [], problem };
}

/** Those that programs see, counted as programs count them. */
export function visibleFacts(
  found: FoundGpus,
  visible: readonly FoundGpu[],
): Pick<MachineFacts["gpus"], "devices" | "interconnect"> {
  const indexOf = new Map(visible.map(({ number }, index) => [number, index]));
  return {
    devices: visible.map(({ facts }, index) => ({ index, ...facts })),
    interconnect: found.connections.flatMap((connection) => {
      const from = indexOf.get(connection.from);
      const to = indexOf.get(connection.to);
      if (from === undefined || to === undefined) return [];
      return [{ from: Math.min(from, to), to: Math.max(from, to), link: connection.link }];
    }),
  };
}
