import { describe, expect, test } from "bun:test";
import { OutputError, type Command, type Output, type Reading } from "../../src/benchmarks/benchmark.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import { nccl } from "../../src/benchmarks/nccl.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import { oneH200, smoke, standard, twoH200, twoMi350x } from "./machines.ts";
import { toolOf } from "./tool_of.ts";

const kernel = toolOf(nccl, "vcpu-bench-all-reduce");
const table = capturedOutput("all-reduce-own-two-h200.txt");
const nvlink = capturedOutput("nccl-log-nvlink.txt");
const ownLog = capturedOutput("nccl-log-own-two-h200.txt");

function launches(
  machine: MachineFacts,
  settings = standard,
  tool = kernel,
): { readonly logged: Command; readonly measured: Command } {
  const [logged, measured, ...more] = tool.commands(machine, settings);
  if (logged === undefined || measured === undefined || more.length > 0) throw new Error("not two commands");
  return { logged, measured };
}

describe("the commands", () => {
  test("are a short launch for NCCL's log, then the measured one, over all GPUs", () => {
    const { logged, measured } = launches(twoH200);
    expect(logged).toMatchObject({
      arguments: "-b 8 -e 1073741824 -f 2 -g 2 -w 0 -n 1".split(" "),
      environment: { NCCL_DEBUG: "INFO", NCCL_DEBUG_SUBSYS: "INIT,GRAPH,TUNING" },
      binding: null,
      gpus: [0, 1],
      rawFile: "nccl_log.txt",
    });
    expect(measured).toMatchObject({
      arguments: "-b 8 -e 1073741824 -f 2 -g 2 -w 5 -n 20".split(" "),
      environment: {},
      binding: null,
      gpus: [0, 1],
      rawFile: "nccl_allreduce.txt",
    });
    expect(logged.expectedSeconds).toBeLessThan(measured.expectedSeconds);
  });

  test("are the same for every tool", () => {
    const own = launches(twoH200);
    for (const tool of nccl.tools) {
      const { logged, measured } = launches(twoH200, standard, tool);
      expect(logged.arguments).toEqual(own.logged.arguments);
      expect(measured.arguments).toEqual(own.measured.arguments);
    }
  });

  test("go up to the size asked for, in every profile", () => {
    const { measured } = launches(twoH200, { ...smoke, ncclMaxBytes: 2 ** 20 });
    expect(measured.arguments.slice(2, 4)).toEqual(["-e", "1048576"]);
  });

  test("have both presets on AMD GPUs, beside the log's own settings", () => {
    const { logged, measured } = launches(twoMi350x, standard, toolOf(nccl, "nccl-tests"));
    const presets = { HSA_NO_SCRATCH_RECLAIM: "1", NCCL_P2P_DISABLE: "1" };
    expect(measured.environment).toEqual(presets);
    expect(logged.environment).toEqual({
      ...presets,
      NCCL_DEBUG: "INFO",
      NCCL_DEBUG_SUBSYS: "INIT,GRAPH,TUNING",
    });
    for (const { notice } of [logged, measured])
      expect(notice).toStartWith("HSA_NO_SCRATCH_RECLAIM=1 and NCCL_P2P_DISABLE=1 are set for AMD GPUs");
  });

  test("do not claim a preset that a person overrode", () => {
    const overridden = { ...twoMi350x, environment: { NCCL_P2P_DISABLE: "0" } };
    const { measured } = launches(overridden, standard, toolOf(nccl, "nccl-tests"));
    expect(measured.environment).toEqual({ HSA_NO_SCRATCH_RECLAIM: "1" });
    expect(measured.notice).not.toContain("NCCL_P2P_DISABLE");
  });
});

/** The reading of the measured launch; `log` is what the launch before it printed, null where it did not end well. */
function read(log: string | null, stdout = table, machine = twoH200): Reading {
  const { logged, measured } = launches(machine);
  const before: Output[] = log === null ? [] : [{ command: logged, stdout: log, machine, before: [] }];
  return kernel.parse({ command: measured, stdout, machine, before });
}

function at(samples: readonly Sample[], size: number, metric = "nccl.busbw"): Sample | undefined {
  return samples.find((sample) => sample.metric === metric && sample.at["size"] === size);
}

describe("what is read", () => {
  test("of the launch for the log is nothing by itself, whatever it printed", () => {
    const { logged } = launches(twoH200);
    for (const stdout of [nvlink + table, "", "garbage"])
      expect(kernel.parse({ command: logged, stdout, machine: twoH200, before: [] })).toEqual({
        samples: [],
        remarks: [],
      });
  });

  test("is each figure at its transport and ranks, with algorithm, protocol and channels beside it", () => {
    const { samples, remarks } = read(nvlink);
    expect(remarks).toEqual([]);
    expect(samples).toHaveLength(28 * 2 * 3 + 1);
    expect(at(samples, 2 ** 30)).toEqual({
      metric: "nccl.busbw",
      at: { size: 2 ** 30, place: "out", ranks: 2, transport: "P2P/NVLink" },
      value: 330.01,
      conditions: { algorithm: "RING", protocol: "SIMPLE", channels: 24, nccl: "2.28.9+cuda13.0" },
    });
    expect(at(samples, 8, "nccl.time")).toMatchObject({
      value: 17.19,
      conditions: { algorithm: "RING", protocol: "LL", channels: 1 },
    });
    expect(samples.at(-1)).toEqual({
      metric: "nccl.busbw-avg",
      at: { ranks: 2, transport: "P2P/NVLink", largest: 2 ** 30 },
      value: 89.1628,
      conditions: { nccl: "2.28.9+cuda13.0" },
    });
  });

  test("with the program's own log, which mentions every size, has all conditions at each of them", () => {
    const { samples, remarks } = read(ownLog);
    expect(remarks).toEqual([]);
    expect(new Set(samples.map((sample) => sample.at["transport"]))).toEqual(new Set(["P2P/NVLink"]));
    const sized = samples.filter((sample) => sample.at["size"] !== undefined);
    for (const { conditions } of sized)
      expect(Object.keys(conditions ?? {})).toEqual(["algorithm", "protocol", "channels", "nccl"]);
    expect(at(samples, 2 ** 17)?.conditions).toEqual({
      algorithm: "RING",
      protocol: "LL",
      channels: 16,
      nccl: "2.28.3+cuda13.0",
    });
  });

  test("has the coordinates that the headlines pick", () => {
    const { samples } = read(nvlink);
    for (const headline of nccl.headlines) {
      const picked = samples.filter(
        (sample) =>
          sample.metric === headline.metric &&
          Object.entries(headline.at).every(([name, value]) => sample.at[name] === value),
      );
      expect(picked).toHaveLength(1);
    }
  });

  test("of a size that the log does not mention has the channels' transport and no conditions of its own", () => {
    expect(at(read(nvlink).samples, 16)).toMatchObject({
      at: { transport: "P2P/NVLink" },
      conditions: { nccl: "2.28.9+cuda13.0" },
    });
  });

  test("of shared memory is that", () => {
    const { samples } = read(capturedOutput("nccl-log-p2p-off.txt"));
    expect(new Set(samples.map((sample) => sample.at["transport"]))).toEqual(new Set(["SHM"]));
  });

  test("is NVLS for the sizes of which NVLS is the algorithm, and their mean is of both", () => {
    const nvls = nvlink.replaceAll(/(AllReduce: \d{8,} Bytes -> Algo) RING/g, "$1 NVLS");
    const { samples, remarks } = read(nvls);
    expect(remarks).toEqual([]);
    expect(at(samples, 2 ** 22)?.at["transport"]).toBe("P2P/NVLink");
    expect(at(samples, 2 ** 26)?.at["transport"]).toBe("NVLS");
    expect(at(samples, 2 ** 30)).toMatchObject({
      at: { transport: "NVLS" },
      conditions: { algorithm: "NVLS" },
    });
    expect(samples.at(-1)?.at["transport"]).toBe("NVLS+P2P/NVLink");
  });

  test("is of an unknown transport where the log is missing or says nothing, and says so", () => {
    for (const log of [null, "", "NCCL_DEBUG_FILE took it all\n"]) {
      const { samples, remarks } = read(log);
      expect(samples).toHaveLength(28 * 2 * 3 + 1);
      expect(new Set(samples.map((sample) => sample.at["transport"]))).toEqual(new Set(["unknown"]));
      expect(remarks).toEqual([
        "NCCL's log does not say what the all-reduce went through, so its transport is unknown: look at " +
          "nccl_log.txt, and for NCCL_DEBUG and NCCL_DEBUG_FILE in the environment",
      ]);
    }
  });

  test("up to less than was asked for is said", () => {
    const { logged, measured } = launches(twoH200, { ...standard, ncclMaxBytes: 2 ** 32 });
    const before: Output[] = [{ command: logged, stdout: nvlink, machine: twoH200, before: [] }];
    expect(kernel.parse({ command: measured, stdout: table, machine: twoH200, before }).remarks).toEqual([
      "all-reduce was measured up to 1073741824 bytes only: the GPUs' memory has no room for more",
    ]);
  });

  test("up to the last doubling below what was asked for is all", () => {
    const { logged, measured } = launches(twoH200, { ...standard, ncclMaxBytes: 2 ** 31 - 4 });
    const before: Output[] = [{ command: logged, stdout: nvlink, machine: twoH200, before: [] }];
    expect(kernel.parse({ command: measured, stdout: table, machine: twoH200, before }).remarks).toEqual([]);
  });

  test("in place only, by torch.distributed", () => {
    const { samples } = read(nvlink, capturedOutput("all-reduce-torch-two-h200.txt"));
    expect(at(samples, 2 ** 30)).toMatchObject({
      at: { place: "in", ranks: 2, transport: "P2P/NVLink" },
      value: 328.55,
    });
  });

  test("of another number of GPUs, of wrong sums and cut short is refused", () => {
    expect(() => read(nvlink, table, oneH200)).toThrow("the output is of 2 GPUs, not of all 1");
    expect(() => read(nvlink, table.replace(": 0 OK", ": 3 FAILED"))).toThrow("had wrong results");
    expect(() => read(nvlink, table.slice(0, 3000))).toThrow(OutputError);
  });
});

test("how far a launch came that was ended is its last whole row", () => {
  const hung = table.slice(0, table.indexOf("        2048           512"));
  for (const tool of nccl.tools) {
    expect(tool.reached?.(nvlink + hung)).toBe("its last message size was 1024 bytes");
    expect(tool.reached?.(nvlink)).toBeNull();
  }
});
