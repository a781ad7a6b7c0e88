/**
 * Holds our GPU programs against their peers on this machine: each round starts both of a pair, one after the other and
 * in turns the one or the other first, and the median over the rounds of the ratio of their figures is held against
 * what is asked for. Peers are built by whoever has them:
 *
 *     bun bench/gpu_peers/main.ts [--rounds N] [--only PROGRAM] [--nvbandwidth PATH] [--all-reduce-perf PATH]
 *
 * `--only all_reduce` leaves the pairs of our other programs out.
 * Exit code 3 when a ratio is not as asked.
 */
import { parseArgs } from "node:util";
import { medianOf } from "../../src/benchmarks/statistics.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import { systemFiles } from "../../src/machine/system_files.ts";
import type { Figures } from "./figures.ts";
import { type Contender, findPeers, type Pair, pairsFor } from "./pairs.ts";

function figuresOf({ argv, read }: Contender): Figures {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...argv], {
    env: { ...process.env, CUDA_DEVICE_ORDER: "PCI_BUS_ID" },
    stdin: "ignore",
  });
  if (exitCode !== 0)
    throw new Error(`${argv.join(" ")} ended with ${exitCode}: ${stderr.toString().trim()}`);
  return read(stdout.toString());
}

/** Ours over the peer's of each figure that both have, round by round. */
function ratiosOf({ ours, peer }: Pair, rounds: number): Map<string, { own: number; ratio: number }[]> {
  const ratios = new Map<string, { own: number; ratio: number }[]>();
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? ours : peer;
    const before = figuresOf(first);
    const after = figuresOf(first === ours ? peer : ours);
    const [own, others] = first === ours ? [before, after] : [after, before];
    for (const [figure, value] of own) {
      const other = others.get(figure);
      if (other === undefined) continue;
      ratios.set(figure, [...(ratios.get(figure) ?? []), { own: value, ratio: value / other }]);
    }
  }
  return ratios;
}

/** One line a figure; whether all are as asked. */
function compare(pair: Pair, rounds: number): boolean {
  const { ours, peer, asked } = pair;
  process.stdout.write(`\n${ours.name} / ${peer.name}\n`);
  let isAsAsked = true;
  for (const [figure, found] of ratiosOf(pair, rounds)) {
    const ratios = found.map(({ ratio }) => ratio);
    const ratio = medianOf(ratios);
    const { least = 0, most = Infinity } = asked(figure) ?? {};
    const verdict =
      asked(figure) === null ? "" : ratio >= least && ratio <= most ? "as asked" : "NOT AS ASKED";
    isAsAsked &&= verdict !== "NOT AS ASKED";
    const value = medianOf(found.map(({ own }) => own)).toFixed(2);
    const range = `${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)}`;
    process.stdout.write(
      `  ${figure.padEnd(24)} ${value.padStart(9)}  ratio ${ratio.toFixed(3)} (${range})  ${verdict}\n`,
    );
  }
  return isAsAsked;
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    nvbandwidth: { type: "string" },
    "all-reduce-perf": { type: "string" },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`--rounds '${values.rounds}' is no count`);

const { gpus } = readMachine(systemFiles());
const peers = findPeers({
  ...(values.nvbandwidth !== undefined && { nvbandwidth: values.nvbandwidth }),
  ...(values["all-reduce-perf"] !== undefined && { allReducePerf: values["all-reduce-perf"] }),
});
process.stdout.write(`${gpus.devices.map(({ model }) => model).join(", ")}; ${rounds} rounds\n`);
for (const [name, path] of Object.entries(peers))
  if (path === null) process.stdout.write(`left out, because it is not here: ${name}\n`);
let isAsAsked = true;
const pairs = pairsFor(gpus.devices.length, peers).filter(
  ({ ours }) => values.only === undefined || ours.name === values.only,
);
for (const pair of pairs) isAsAsked = compare(pair, rounds) && isAsAsked;
process.exitCode = isAsAsked ? 0 : 3;
