import { join } from "node:path";
import type { Programs } from "./fake_gpu_machine.ts";
import { root } from "./launch.ts";

const fixtures = join(root, "test", "fixtures");

/** Path of a captured output, in the quotes of a shell. */
function output(name: string): string {
  return `'${join(fixtures, "outputs", name)}'`;
}

/** What nvidia-smi is asked of the facts. */
export interface NvidiaSmiAnswers {
  /** A command that prints the rows of its query, or why there are none. */
  readonly facts?: string;
  /** A command that prints its list of GPUs and slices. */
  readonly list?: string;
}

/** `nvidia-smi` on a guest with two H200, as captured there but for what is said otherwise. */
export function nvidiaSmi(answers: NvidiaSmiAnswers = {}): Programs {
  const captured = (name: string): string => `cat '${join(fixtures, "nvidia-smi", name)}'`;
  return {
    "nvidia-smi": `
case "$*" in
*--loop-ms=*) exec '${process.execPath}' '${join(root, "test", "e2e", "fake_nvidia_sampler.ts")}' "$@" ;;
*--query-gpu=*) ${answers.facts ?? captured("facts.csv")} ;;
-L) ${answers.list ?? captured("list.txt")} ;;
--version) ${captured("version.txt")} ;;
"topo -m") ${captured("topology.txt")} ;;
-q) echo "==============NVSMI LOG==============" ;;
*) ${captured("plain.txt")} ;;
esac`,
  };
}

/** Waits until the sampler has printed once more, as it does while a real benchmark runs, unless it lost a GPU. */
export const untilSampled = `
touch "$FAKE/samples"
seen=$(wc -l <"$FAKE/samples")
while [ ! -e "$FAKE/lost" ] && [ "$(wc -l <"$FAKE/samples")" -le "$seen" ]; do sleep 0.01; done`;

/** Prints what was captured of one GPU; behind `--gpu 1` as the other one would have printed it. */
function ofGpu(gpu: string, name: string): string {
  const other = "s/gpu 0/gpu 1/; s/GPU 0/GPU 1/; s/Device 0/Device 1/; s/0000:00:06\\.0/0000:00:07.0/";
  return `if [ ${gpu} = 0 ]; then cat ${output(name)}; else sed '${other}' ${output(name)}; fi`;
}

/** Prints the log of a launch that asks NCCL for it, and the table of any other. */
function tableOrLog(table: string, log: string): string {
  return `if [ "$NCCL_DEBUG" = INFO ]; then cat ${output(log)}; else cat ${output(table)}; fi`;
}

function ownKernel(name: string, version: string, measures: string): string {
  return `[ "$1" != --version ] || { echo "vcpu-bench ${name} 1${version}"; exit; }\n${measures}`;
}

/** Our kernels for GPUs. What comes before is done before each measures anything; `$2` is the GPU where it takes one. */
export function gpuKernels(before: Programs = {}): Programs {
  const kernel = (name: string, version: string, measures: string): string =>
    ownKernel(name, version, `${before[name] ?? ""}\n${measures}`);
  return {
    matmul: kernel("matmul", ", cuBLAS 13.1.0", ofGpu('"$2"', "matmul-own-h200.txt")),
    bandwidth: kernel("bandwidth", "", ofGpu('"$2"', "bandwidth-own-h200.txt")),
    all_reduce: kernel(
      "all_reduce",
      ", NCCL 2.28.3",
      tableOrLog("all-reduce-own-two-h200.txt", "nccl-log-own-two-h200.txt"),
    ),
  };
}

/** Tools of others for GPUs. */
export const foreignTools: Programs = {
  nvbandwidth: `
[ "$1" != --help ] || { echo "nvbandwidth Version: v0.8"; exit; }
cat ${output("nvbandwidth-both-ways-two-h200.json")}`,
  bandwidthTest: `
[ "$1" != --help ] || { echo "Usage:  bandwidthTest [OPTION]..."; exit; }
${ofGpu("${2#--device=}", "bandwidth-test-mbs.constructed.txt")}`,
  all_reduce_perf: tableOrLog("nccl-tests-two-h200.txt", "nccl-log-own-two-h200.txt"),
};

/** A python3 that has torch, as far as our scripts can tell. */
export const torchPython: Programs = {
  python3: `
[ "$1" = -u ] || exit 0
script=\${2##*/}
shift 2
[ "$1" != --version ] || { echo "vcpu-bench \${script%.py} 1, torch 2.11.0+cu130"; exit; }
case $script in
matmul.py) ${ofGpu('"$2"', "matmul-torch-h200.txt")} ;;
bandwidth.py) ${ofGpu('"$2"', "bandwidth-torch-h200.txt")} ;;
all_reduce.py) ${tableOrLog("all-reduce-torch-two-h200.txt", "nccl-log-nvlink.txt")} ;;
esac`,
};
