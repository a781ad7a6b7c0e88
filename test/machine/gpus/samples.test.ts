import { describe, expect, test } from "bun:test";
import { readAmdSample } from "../../../src/machine/gpus/amd_sample.ts";
import { nvidiaSampleArguments, parseNvidiaSample } from "../../../src/machine/gpus/nvidia_sample.ts";
import { readGpus } from "../../../src/machine/gpus/read_gpus.ts";
import { twoH200Guest } from "../captured.ts";
import { treeFiles, type FileTree } from "../file_tree.ts";
import { gpu as madeUpGpu, silentSample } from "./made_up.ts";
import { twoMi300x } from "./constructed_amd.ts";
import { answering, fixture, twoH200Tools } from "./tools.ts";

const gpus = readGpus(treeFiles(twoH200Guest), answering(twoH200Tools), {}).devices;
const lines = fixture("nvidia-smi/samples.csv").trimEnd().split("\n");
const busy = "00000000:00:07.0, 100, 1530, 3201, 58, 699.52, 0x0000000000000004, 5, 16";

describe("nvidia-smi", () => {
  test("is asked about these GPUs only, in a loop, for numbers alone", () => {
    const [id, query, ...rest] = nvidiaSampleArguments(gpus, 500);
    expect(id).toBe("--id=0000:00:06.0,0000:00:07.0");
    expect(query?.split("=")[1]?.split(",")).toHaveLength(busy.split(", ").length);
    expect(rest).toEqual(["--format=csv,noheader,nounits", "--loop-ms=500"]);
  });

  test("a line under load", () => {
    expect(parseNvidiaSample(`${busy}\n`, gpus)).toEqual({
      gpu: 1,
      utilizationPercent: 100,
      smClockMHz: 1530,
      memoryClockMHz: 3201,
      temperatureC: 58,
      powerWatts: 699.52,
      throttleReasons: ["sw_power_cap"],
      pcieGeneration: 5,
      pcieWidth: 16,
    });
  });

  test("two GPUs, at rest and at their power limit (captured)", () => {
    const samples = lines.map((line) => parseNvidiaSample(line, gpus));
    expect(samples).not.toContain(null);
    expect(new Set(samples.flatMap((sample) => sample?.throttleReasons))).toEqual(new Set(["sw_power_cap"]));
    expect(new Set(samples.map((sample) => sample?.gpu))).toEqual(new Set([0, 1]));
    expect(Math.max(...samples.map((sample) => sample?.powerWatts ?? 0))).toBeGreaterThan(600);
  });

  test.each([
    ["0x0000000000000000", []],
    ["0x0000000000000001", []],
    ["0x0000000000000002", ["applications_clocks_setting"]],
    ["0x0000000000000048", ["hw_slowdown", "hw_thermal_slowdown"]],
    [
      "0x00000000000001FF",
      [
        "applications_clocks_setting",
        "sw_power_cap",
        "hw_slowdown",
        "sync_boost",
        "sw_thermal_slowdown",
        "hw_thermal_slowdown",
        "hw_power_brake_slowdown",
        "display_clock_setting",
      ],
    ],
    ["0x8000000000000004", ["sw_power_cap"]],
    ["[N/A]", []],
  ])("reasons %s", (mask, reasons) => {
    const line = busy.replace("0x0000000000000004", mask);
    expect(parseNvidiaSample(line, gpus)?.throttleReasons).toEqual(reasons);
  });

  test.each([
    ["a link of half a generation", busy.replace(", 5, 16", ", 4.5, 16")],
    ["a width without end", busy.replace(", 5, 16", `, 5, ${"9".repeat(400)}`)],
    ["a clock without end", busy.replace("1530", "9".repeat(400))],
  ])("%s is no sample, which results could not keep", (_, line) => {
    expect(parseNvidiaSample(line, gpus)).toBeNull();
  });

  test.each(["[N/A]", "[Not Supported]", "[Unknown Error]", "[GPU is lost]"])("%s is null", (unsaid) => {
    const line = busy.replace("100", unsaid).replace("699.52", unsaid).replace(", 5,", `, ${unsaid},`);
    expect(parseNvidiaSample(line, gpus)).toMatchObject({
      gpu: 1,
      utilizationPercent: null,
      smClockMHz: 1530,
      powerWatts: null,
      pcieGeneration: null,
    });
  });

  test.each([
    ["nothing", ""],
    ["a message", "Failed to initialize NVML: Unknown Error"],
    ["a lost GPU", Array.from({ length: 9 }, () => "[GPU is lost]").join(", ")],
    ["a line cut short", busy.slice(0, 50)],
    ["a field too many", `${busy}, 0`],
    ["units", busy.replace("1530", "1530 MHz")],
    ["a broken mask", busy.replace("0x0000000000000004", "0x4")],
    ["a negative number", busy.replace("58", "-58")],
    ["another GPU", busy.replace("07.0", "08.0")],
    ["no address", busy.replace("00000000:00:07.0", "[N/A]")],
  ])("%s is no sample", (_, line) => {
    expect(
      parseNvidiaSample(line, [...gpus, ...gpus.slice(0, 1).map((gpu) => ({ ...gpu, address: null }))]),
    ).toBeNull();
  });
});

describe("amdgpu", () => {
  const gpu = madeUpGpu(3, { vendor: "amd", model: "AMD Instinct MI300X", address: "0000:c6:00.0" });
  const device = "/sys/bus/pci/devices/0000:c6:00.0";

  test("all that it shows (constructed)", () => {
    expect(readAmdSample(treeFiles(twoMi300x), gpu)).toEqual({
      gpu: 3,
      utilizationPercent: 97,
      smClockMHz: 2099,
      memoryClockMHz: 1300,
      temperatureC: 61.5,
      powerWatts: 412,
      throttleReasons: [],
      pcieGeneration: 5,
      pcieWidth: 16,
    });
  });

  test("the power that newer GPUs show instead of an average", () => {
    const { [`${device}/hwmon/hwmon7/power1_average`]: _, ...tree } = twoMi300x;
    const files = treeFiles({ ...tree, [`${device}/hwmon/hwmon7/power1_input`]: "700500000\n" });
    expect(readAmdSample(files, gpu).powerWatts).toBe(700.5);
  });

  const nothing = silentSample(3);

  const garbage: FileTree = {
    [`${device}/pp_dpm_sclk`]: "0: 500Mhz\n1: 2100Mhz\n",
    [`${device}/pp_dpm_mclk`]: "0: fastMhz *\n",
    [`${device}/gpu_busy_percent`]: "busy\n",
    [`${device}/hwmon/hwmon7/temp1_input`]: "\n",
    [`${device}/current_link_speed`]: "Unknown\n",
  };

  test.each([
    ["no file", {}],
    ["files without a number", garbage],
  ])("%s: nothing is said", (_, tree: FileTree) => {
    expect(readAmdSample(treeFiles(tree), gpu)).toEqual(nothing);
  });

  test("a GPU whose address is not known", () => {
    expect(readAmdSample(treeFiles(twoMi300x), { ...gpu, address: null })).toEqual(nothing);
  });
});
