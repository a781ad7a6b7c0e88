import { join } from "node:path";
import { findOnPath } from "../../src/runner/find_program.ts";
import { kernelsFolder, scriptsFolder } from "../../src/suite.ts";
import {
  allReduceFigures,
  bandwidthFigures,
  type Figures,
  matmulFigures,
  nvbandwidthFigures,
  nvbandwidthTestcases,
} from "./figures.ts";

/** A program that measures something, and how to read it. */
export interface Contender {
  readonly name: string;
  readonly argv: readonly string[];
  readonly read: (stdout: string) => Figures;
}

/** What is held against what, and which ratio of its figures to the peer's is asked for. */
export interface Pair {
  readonly ours: Contender;
  readonly peer: Contender;
  /** The range for the ratio of a figure; null for a figure that is shown only. */
  readonly asked: (figure: string) => { readonly least?: number; readonly most?: number } | null;
}

/** Where the peers are. */
export interface Peers {
  readonly nvbandwidth: string | null;
  readonly allReducePerf: string | null;
  /** A python3 with torch. */
  readonly python: string | null;
}

export function findPeers(given: { readonly nvbandwidth?: string; readonly allReducePerf?: string }): Peers {
  return {
    nvbandwidth: given.nvbandwidth ?? findOnPath("nvbandwidth"),
    allReducePerf: given.allReducePerf ?? findOnPath("all_reduce_perf"),
    python: findOnPath("python3"),
  };
}

const kernel = (name: string): string => join(kernelsFolder, name);
const script = (name: string): string => join(scriptsFolder, name);

/** All pairs for which both sides are there. */
export function pairsFor(gpus: number, { nvbandwidth, allReducePerf, python }: Peers): Pair[] {
  const each = Array.from({ length: gpus }, (_, gpu) => String(gpu));
  const all = ["-b", "8", "-e", "1G", "-f", "2", "-g", String(gpus), "-w", "5", "-n", "20"];
  const allReduce: Contender = {
    name: "all_reduce",
    argv: [kernel("all_reduce"), ...all],
    read: allReduceFigures,
  };
  const bandwidth = (gpu: string): Contender => ({
    name: "bandwidth",
    argv: [kernel("bandwidth"), "--gpu", gpu],
    read: bandwidthFigures,
  });
  const matmul = (gpu: string): Contender => ({
    name: "matmul",
    argv: [kernel("matmul"), "--gpu", gpu],
    read: matmulFigures,
  });
  const within3Percent = { least: 0.97, most: 1.03 };
  const pairs: Pair[] = [];
  if (nvbandwidth !== null)
    for (const gpu of each)
      pairs.push({
        ours: bandwidth(gpu),
        peer: {
          name: "nvbandwidth",
          argv: [nvbandwidth, "-d", "-j", "-i", "5", "-t", ...nvbandwidthTestcases],
          read: nvbandwidthFigures,
        },
        asked: (figure) => ({ least: figure.endsWith("D2D") ? 0.97 : 0.98 }),
      });
  if (allReducePerf !== null && gpus > 1)
    pairs.push({
      ours: allReduce,
      peer: { name: "all_reduce_perf", argv: [allReducePerf, ...all], read: allReduceFigures },
      asked: (figure) => (figure.startsWith("time") ? { most: 1.1 } : { least: 0.97 }),
    });
  if (python === null) return pairs;
  for (const gpu of each) {
    pairs.push({
      ours: matmul(gpu),
      peer: {
        name: "matmul.py",
        argv: [python, "-B", script("matmul.py"), "--gpu", gpu],
        read: matmulFigures,
      },
      asked: () => ({ least: 0.99, most: 1.03 }),
    });
    pairs.push({
      ours: {
        name: "bandwidth.py",
        argv: [python, "-B", script("bandwidth.py"), "--gpu", gpu],
        read: bandwidthFigures,
      },
      peer: bandwidth(gpu),
      asked: () => within3Percent,
    });
  }
  if (gpus > 1)
    pairs.push({
      ours: {
        name: "all_reduce.py",
        argv: [python, "-B", script("all_reduce.py"), ...all],
        read: allReduceFigures,
      },
      peer: allReduce,
      // Python's own time to start an all-reduce is most of a small one.
      asked: (figure) => (figure.startsWith("time") ? null : within3Percent),
    });
  return pairs;
}
