import { describe, expect, test } from "bun:test";
import { machineFacts, noGpus, type MachineFacts } from "../../../src/machine/facts.ts";
import { readGpus } from "../../../src/machine/gpus/read_gpus.ts";
import type { Environment } from "../../../src/machine/gpus/visible_gpus.ts";
import { treeFiles, without, type FileTree } from "../file_tree.ts";
import { graphicsInCpu, twoMi300x } from "./constructed_amd.ts";
import { amdSmi, answering, ended, fixture, twoH200Tools, type Answers } from "./tools.ts";
import { twoH200Guest } from "../captured.ts";

function read(tree: FileTree, answers: Answers, environment: Environment = {}): MachineFacts["gpus"] {
  return readGpus(treeFiles(tree), answering(answers), environment);
}

const rocmSmi: Answers = {
  "/opt/rocm/bin/rocm-smi --showproductname": fixture("rocm/rocm-smi-cards.constructed.json"),
  "/opt/rocm/bin/rocm-smi --showtopotype": fixture("rocm/rocm-smi-topology.constructed.json"),
};

describe("two MI300X", () => {
  const gpus = read(twoMi300x, amdSmi);

  test("all facts, in the order of the compute driver", () => {
    expect(gpus).toMatchObject({
      driver: "6.12.12",
      runtime: "ROCm 6.4.3",
      interconnect: [{ from: 0, to: 1, link: "XGMI" }],
      onBus: 2,
      problem: null,
    });
    expect(gpus.devices[0]).toEqual({
      index: 0,
      vendor: "amd",
      model: "AMD Instinct MI300X",
      uuid: "GPU-b8a5c1d20f3e4a02",
      address: "0000:c6:00.0",
      numaNode: 1,
      memoryBytes: 206_141_652_992,
      ecc: true,
      mig: null,
      powerLimitWatts: 750,
      links: [{ address: "0000:c6:00.0", speedGTs: 32, width: 16, maxSpeedGTs: 32, maxWidth: 16 }],
    });
    expect(gpus.devices[1]?.address).toBe("0000:26:00.0");
    expect(machineFacts.shape.gpus.parse(JSON.parse(JSON.stringify(gpus)))).toEqual(gpus);
  });

  test("by address where the compute driver's order cannot be read", () => {
    const { devices } = read(without(twoMi300x, "/sys/class/kfd"), amdSmi);
    expect(devices.map(({ address }) => address)).toEqual(["0000:26:00.0", "0000:c6:00.0"]);
  });

  test("with rocm-smi, not on PATH, which knows the name of one of them", () => {
    const { devices, interconnect, driver } = read(without(twoMi300x, "/sys/module"), rocmSmi);
    expect(devices.map(({ model, ecc }) => ({ model, ecc }))).toEqual([
      { model: "AMD GPU 0x74a1", ecc: null },
      { model: "AMD Instinct MI300X", ecc: null },
    ]);
    expect(interconnect).toEqual([{ from: 0, to: 1, link: "XGMI" }]);
    expect(driver).toBe("6.10.5");
  });

  test("the product's name as the kernel has it helps where a tool knows none", () => {
    const tree = {
      ...twoMi300x,
      "/sys/bus/pci/devices/0000:c6:00.0/product_name": "AMD Instinct MI300X OAM\n",
    };
    expect(read(tree, rocmSmi).devices[0]?.model).toBe("AMD Instinct MI300X OAM");
  });

  test("one chosen by its name, or by HIP's number", () => {
    const byName = read(twoMi300x, amdSmi, { ROCR_VISIBLE_DEVICES: "GPU-b8a5c1d20f3e4a01" });
    expect(byName.devices.map(({ index, address }) => [index, address])).toEqual([[0, "0000:26:00.0"]]);
    const byNumber = read(twoMi300x, amdSmi, { HIP_VISIBLE_DEVICES: "1" });
    expect(byNumber.devices).toEqual(byName.devices);
    expect(byNumber.interconnect).toEqual([]);
  });

  test("hidden ones", () => {
    const { devices, problem } = read(twoMi300x, amdSmi, { ROCR_VISIBLE_DEVICES: "" });
    expect(devices).toEqual([]);
    expect(problem).toStartWith("ROCR_VISIBLE_DEVICES='' hides all 2 GPUs");
  });
});

test("two virtual functions of MI350X, of which amd-smi says little", () => {
  const own = "/sys/bus/pci/devices/0000:0";
  const tree: FileTree = Object.fromEntries(
    [6, 7].flatMap((bus) => [
      [`${own}${bus}:00.0/vendor`, "0x1002\n"],
      [`${own}${bus}:00.0/class`, "0x120000\n"],
      [`${own}${bus}:00.0/uevent`, "DRIVER=amdgpu\n"],
      [`${own}${bus}:00.0/numa_node`, "-1\n"],
    ]),
  );
  const gpus = read(
    { ...tree, "/dev/kfd": "" },
    { "amd-smi static": fixture("rocm/amd-smi-static-rocm7.constructed.json") },
  );
  expect(gpus).toMatchObject({ driver: "6.16.6", runtime: null, interconnect: [], problem: null });
  expect(gpus.devices).toHaveLength(2);
  expect(gpus.devices[0]).toMatchObject({
    model: "AMD Instinct MI350X VF",
    uuid: null,
    numaNode: -1,
    memoryBytes: null,
    ecc: null,
    powerLimitWatts: null,
  });
});

describe("problems", () => {
  const where = "the 2 GPUs at 0000:26:00.0, 0000:c6:00.0 cannot be used: ";
  const uevents = ["0000:26:00.0", "0000:c6:00.0"].map((address) => `/sys/bus/pci/devices/${address}/uevent`);
  const boundTo = (driver: string): FileTree => ({
    ...twoMi300x,
    ...Object.fromEntries(uevents.map((path) => [path, driver])),
  });

  test.each([
    ["no driver", boundTo(""), {}, "modprobe amdgpu"],
    ["no compute device", without(twoMi300x, "/dev"), {}, "/dev/kfd is missing"],
    [
      "a container without the devices",
      { ...without(twoMi300x, "/dev"), "/.dockerenv": "" },
      {},
      "--device /dev/kfd --device /dev/dri",
    ],
    [
      "a pod without them",
      { ...without(twoMi300x, "/dev"), "/proc/self/cgroup": "0::/kubepods/x\n" },
      {},
      "amd.com/gpu",
    ],
    ["no tool", twoMi300x, {}, "neither amd-smi nor rocm-smi is installed"],
    [
      "a tool that fails",
      twoMi300x,
      { "amd-smi": ended("no access\n", 3) },
      "amd-smi failed (3): no access; ",
    ],
    ["a tool that lists nothing", twoMi300x, { "amd-smi": "[]\n" }, "amd-smi lists no GPU"],
    [
      "a tool that prints half of it",
      twoMi300x,
      { "amd-smi": '[\n  {\n    "gpu": 0,' },
      "amd-smi lists no GPU",
    ],
  ])("%s", (_, tree, answers, words) => {
    const gpus = read(tree, answers);
    expect(gpus.devices).toEqual([]);
    expect(gpus.problem).toStartWith(where);
    expect(gpus.problem).toContain(words);
  });

  test("GPUs that are kept for guests", () => {
    const gpus = read(boundTo("DRIVER=vfio-pci\n"), {});
    expect(gpus).toMatchObject({ onBus: 0 });
    expect(gpus.problem).toContain("name the group of the guests' results with --gpu");
  });
});

describe("graphics inside the CPU", () => {
  test.each([
    ["nothing to compute on it", graphicsInCpu],
    ["no compute device", without(graphicsInCpu, "/dev")],
    ["no driver", without(graphicsInCpu, "/sys/bus/pci/devices/0000:0c:00.0/uevent")],
  ])("%s is no problem", (_, tree) => {
    expect(read(tree, {})).toEqual({ ...noGpus, onBus: 0 });
  });

  test("do not stand in the way of an NVIDIA GPU, nor of what is said of one", () => {
    const both = { ...twoH200Guest, ...graphicsInCpu };
    expect(read(both, twoH200Tools)).toEqual(read(twoH200Guest, twoH200Tools));
    expect(read(both, {}).problem).toBe(read(twoH200Guest, {}).problem);
  });
});
