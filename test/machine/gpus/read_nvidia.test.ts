import { describe, expect, test } from "bun:test";
import { machineFacts, noGpus, type MachineFacts } from "../../../src/machine/facts.ts";
import { readGpus } from "../../../src/machine/gpus/read_gpus.ts";
import type { Environment } from "../../../src/machine/gpus/visible_gpus.ts";
import type { RunTool, ToolOutcome } from "../../../src/machine/run_tool.ts";
import { epycGuest, twoH200Guest } from "../captured.ts";
import { treeFiles, without, type FileTree } from "../file_tree.ts";
import { answering, ended, fixture, forbidden, twoH200Tools, type Answers } from "./tools.ts";

function read(tree: FileTree, run: RunTool | Answers, environment: Environment = {}): MachineFacts["gpus"] {
  return readGpus(treeFiles(tree), typeof run === "function" ? run : answering(run), environment);
}

/** The problem on the guest with two H200 when the query ends so. */
function problemAfter(outcome: ToolOutcome, tree: FileTree = twoH200Guest): string | null {
  return read(tree, { "nvidia-smi --query-gpu": outcome }).problem;
}

const facts = fixture("nvidia-smi/facts.csv");
const inDocker: FileTree = { ...twoH200Guest, "/.dockerenv": "" };
const noGpuOnBus = without(
  without(twoH200Guest, "/sys/bus/pci/devices/0000:00:06.0"),
  "/sys/bus/pci/devices/0000:00:07.0",
);

/** The guest's tree with both GPUs bound to another driver. */
function boundTo(driver: string): FileTree {
  const entries = Object.entries(without(twoH200Guest, "/proc/driver"));
  return Object.fromEntries(
    entries.map(([path, text]) => [path, text.replace("DRIVER=nvidia", `DRIVER=${driver}`)]),
  );
}

describe("two H200 in a guest (captured)", () => {
  const gpus = read(twoH200Guest, twoH200Tools);

  test("all facts", () => {
    expect(gpus).toMatchObject({
      driver: "580.159.04",
      runtime: "CUDA 13.0",
      interconnect: [{ from: 0, to: 1, link: "NV18" }],
      problem: null,
      onBus: 2,
    });
    expect(gpus.devices.map(({ index }) => index)).toEqual([0, 1]);
    expect(gpus.devices[1]).toEqual({
      index: 1,
      vendor: "nvidia",
      model: "NVIDIA H200",
      uuid: "GPU-d2b3cad4-9410-c308-5670-ee7630ae0a07",
      address: "0000:00:07.0",
      numaNode: -1,
      memoryBytes: 143_771 * 1024 ** 2,
      ecc: true,
      mig: false,
      powerLimitWatts: 700,
      links: [{ address: "0000:00:07.0", speedGTs: 32, width: 16, maxSpeedGTs: 32, maxWidth: 16 }],
    });
  });

  test("satisfy the schema", () => {
    expect(machineFacts.shape.gpus.parse(JSON.parse(JSON.stringify(gpus)))).toEqual(gpus);
  });

  test("are counted by PCI address, whatever the order in which nvidia-smi lists them", () => {
    const swapped = facts.trimEnd().split("\n").toReversed().join("\n");
    const { devices } = read(twoH200Guest, { ...twoH200Tools, "nvidia-smi --query-gpu": swapped });
    expect(devices).toEqual(gpus.devices);
  });

  test("a GPU chosen by CUDA_VISIBLE_DEVICES is GPU 0 of the programs", () => {
    const { devices, interconnect } = read(twoH200Guest, twoH200Tools, { CUDA_VISIBLE_DEVICES: "1" });
    expect(devices).toHaveLength(1);
    expect(devices[0]).toMatchObject({ index: 0, address: "0000:00:07.0", uuid: gpus.devices[1]?.uuid });
    expect(interconnect).toEqual([]);
  });

  test("the connection of GPUs counted the other way round", () => {
    const { devices, interconnect } = read(twoH200Guest, twoH200Tools, { CUDA_VISIBLE_DEVICES: "1,0" });
    expect(devices.map(({ address }) => address)).toEqual(["0000:00:07.0", "0000:00:06.0"]);
    expect(interconnect).toEqual([{ from: 0, to: 1, link: "NV18" }]);
  });

  test("where sysfs shows no such device, as in WSL", () => {
    const { devices, problem } = read({ "/dev/dxg": "" }, twoH200Tools);
    expect(devices[0]).toMatchObject({
      address: "0000:00:06.0",
      numaNode: null,
      links: [{ address: "0000:00:06.0", speedGTs: null, width: null, maxSpeedGTs: null, maxWidth: null }],
    });
    expect(problem).toBeNull();
  });
});

describe("CUDA version", () => {
  const { "nvidia-smi --version": version, ...old } = twoH200Tools;
  const plain = fixture("nvidia-smi/plain.txt");

  test("of a driver that has no --version, from the heading", () => {
    const unknown = ended("Invalid combination of input arguments.\n", 1);
    const older = plain.replace("CUDA Version: 13.0 ", "CUDA Version: 12.2 ");
    expect(read(twoH200Guest, { ...old, "nvidia-smi --version": unknown, "nvidia-smi": older }).runtime).toBe(
      "CUDA 12.2",
    );
  });

  test("by the name that newer drivers give it", () => {
    const newer = fixture("nvidia-smi/version.txt").replace("CUDA Version        ", "CUDA UMD Version    ");
    expect(read(twoH200Guest, { ...old, "nvidia-smi --version": newer }).runtime).toBe("CUDA 13.0");
  });

  test("is null where nothing says it", () => {
    expect(version).toBeDefined();
    expect(read(twoH200Guest, old).runtime).toBeNull();
  });
});

describe("slices (MIG)", () => {
  const slicedFacts = facts.replace("Enabled, Disabled", "Enabled, Enabled");
  const list = fixture("nvidia-smi/list.txt").replace(
    "\n",
    "\n  MIG 1g.18gb     Device  0: (UUID: MIG-6f3ac1a5-0d3c-5a2b-9c6e-0c0ffee00001)\n",
  );

  test("a GPU with one is all that is seen, and its memory is not the whole", () => {
    const { devices, problem } = read(twoH200Guest, {
      ...twoH200Tools,
      "nvidia-smi --query-gpu": slicedFacts,
      "nvidia-smi -L": list,
    });
    expect(devices).toHaveLength(1);
    expect(devices[0]).toMatchObject({ index: 0, address: "0000:00:06.0", mig: true, memoryBytes: null });
    expect(problem).toBeNull();
  });

  test("MIG on everywhere and no slice is a problem", () => {
    const all = facts.replaceAll("Enabled, Disabled", "Enabled, Enabled");
    const { devices, problem } = read(twoH200Guest, { ...twoH200Tools, "nvidia-smi --query-gpu": all });
    expect(devices).toEqual([]);
    expect(problem).toContain("nvidia-smi -mig 0");
  });
});

describe("no tool is started", () => {
  test.each([
    ["on a guest without GPU (captured)", epycGuest],
    [
      "with the adapters of emulated and server boards",
      adapters(["0x1234", "0x1b36", "0x1a03", "0x102b", "0x8086"]),
    ],
    ["for an NVSwitch or a sound device", adapters(["0x10de"], "0x068000")],
    ["where the bus cannot be read", {}],
  ])("%s", (_, tree) => {
    expect(readGpus(treeFiles(tree), forbidden, {})).toEqual({ ...noGpus, onBus: 0 });
  });
});

function adapters(vendors: readonly string[], kind = "0x030000"): FileTree {
  return Object.fromEntries(
    vendors.flatMap((vendor, place) => [
      [`/sys/bus/pci/devices/0000:00:0${place}.0/vendor`, `${vendor}\n`],
      [`/sys/bus/pci/devices/0000:00:0${place}.0/class`, `${kind}\n`],
    ]),
  );
}

describe("problems", () => {
  test("no nvidia-smi", () => {
    expect(read(twoH200Guest, {})).toMatchObject({ devices: [], driver: "580.159.04", onBus: 2 });
    expect(problemAfter({ kind: "missing" })).toBe(
      "the 2 GPUs at 0000:00:06.0, 0000:00:07.0 cannot be used: nvidia-smi is not installed, so install the NVIDIA " +
        "driver, which brings it",
    );
  });

  test.each([
    ["Docker", { "/.dockerenv": "" }, "--gpus all"],
    ["Podman", { "/run/.containerenv": "" }, "--device nvidia.com/gpu=all"],
    ["Kubernetes", { "/proc/self/cgroup": "0::/kubepods/x\n" }, "nvidia.com/gpu in its resource limits"],
    ["Apptainer", { "/.singularity.d/x": "" }, "--nv"],
    ["another container", { "/proc/1/environ": "container=systemd-nspawn\0" }, "give it the GPU"],
  ])("no nvidia-smi in %s", (_, mark, words) => {
    const problem = problemAfter({ kind: "missing" }, { ...twoH200Guest, ...mark });
    expect(problem).toContain("this container was started without it");
    expect(problem).toContain(words);
  });

  test.each([
    [
      "the driver is not loaded",
      ended(
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest " +
          "NVIDIA driver is installed and running.\n\n",
        9,
      ),
      "modprobe nvidia",
    ],
    [
      "its libraries are of another version",
      ended("Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.95\n", 18),
      "reboot, or reload the module",
    ],
    ["it finds none (captured)", ended(fixture("nvidia-smi/no-devices.txt"), 6), "NVRM in dmesg"],
    ["it prints nothing", ended(""), "NVRM in dmesg"],
    [
      "a GPU fell off the bus",
      ended(
        "Unable to determine the device handle for GPU0000:00:07.0: GPU is lost.  Reboot the system to recover\n",
        15,
      ),
      "Xid in dmesg",
    ],
    ["it hangs", ended("", null), "was ended by a signal or the time limit"],
    [
      "it refuses the query (captured)",
      ended(fixture("nvidia-smi/unknown-field.txt"), 2),
      `failed (2): Field "nonsense" is not a valid field to query; `,
    ],
    ["it prints what is no text", ended("\u001B[31m\0\u0007\n", 1), "failed (1)"],
  ])("%s", (_, outcome, words) => {
    const problem = problemAfter(outcome);
    expect(problem).toStartWith("the 2 GPUs at 0000:00:06.0, 0000:00:07.0 cannot be used: ");
    expect(problem).toContain(words);
    expect(problem).toMatch(/^[^\p{Control}]+[^.]$/u);
  });

  test.each([
    ["finds no device", ended(fixture("nvidia-smi/no-devices.txt"), 6), "--gpus all"],
    ["has libraries of another version", ended("Driver/library version mismatch", 18), "reboot the host"],
    ["lost its access", ended("Failed to initialize NVML: Unknown Error\n", 255), "start it anew"],
  ])("a container that %s", (_, outcome, words) => {
    expect(problemAfter(outcome, inDocker)).toContain(words);
  });

  test.each([
    ["GPU is lost", `${facts.split("\n")[0]}\n1${", [GPU is lost]".repeat(8)}\n`],
    ["Unknown Error", facts.replace(/700\.00\n$/, "[Unknown Error]\n")],
  ])("%s: the others are left, and said to be so", (words, answer) => {
    const gpus = read(twoH200Guest, { ...twoH200Tools, "nvidia-smi --query-gpu": ended(answer, 15) });
    expect(gpus.devices.map(({ address }) => address)).toEqual(["0000:00:06.0"]);
    expect(gpus.problem).toStartWith(`GPU 1 of nvidia-smi answers '${words}' and is left out`);
    expect(gpus.problem).toContain("Xid in dmesg");
  });

  test("several that are lost are told of together", () => {
    const [first = ""] = facts.split("\n");
    const lost = [1, 2].map((number) => `${number}${", [GPU is lost]".repeat(8)}\n`).join("");
    const gpus = read(twoH200Guest, { ...twoH200Tools, "nvidia-smi --query-gpu": `${first}\n${lost}` });
    expect(gpus.problem).toBe(
      "GPUs 1, 2 of nvidia-smi answer 'GPU is lost' and are left out: reset them (nvidia-smi --gpu-reset) or reboot, " +
        "and look for Xid in dmesg",
    );
  });

  test("nvidia-smi hangs at the second GPU: the first is left, and that there may be more is said", () => {
    const [first = ""] = facts.split("\n");
    const answer = ended(`${first}\n`, null);
    const gpus = read(twoH200Guest, { ...twoH200Tools, "nvidia-smi --query-gpu": answer });
    expect(gpus.devices.map(({ address }) => address)).toEqual(["0000:00:06.0"]);
    expect(gpus.problem).toContain("the time limit, so a GPU may be missing");
  });

  test("the only GPU is lost", () => {
    const gpus = read(twoH200Guest, { "nvidia-smi --query-gpu": `0${", [GPU is lost]".repeat(8)}\n` });
    expect(gpus.devices).toEqual([]);
    expect(gpus.problem).toContain("GPU is lost");
  });

  test.each([
    ["finds none", { "nvidia-smi --query-gpu": ended(fixture("nvidia-smi/no-devices.txt"), 6) }],
    ["is not there", {}],
  ])("a driver without GPU, nvidia-smi %s", (_, answers) => {
    const gpus = read(noGpuOnBus, answers);
    expect(gpus).toMatchObject({ devices: [], driver: "580.159.04", onBus: 0 });
    expect(gpus.problem).toContain("no NVIDIA GPU is on the PCI bus");
    expect(gpus.problem).toContain("<hostdev>");
  });

  test("a host that keeps its GPUs for guests: nothing is started", () => {
    const gpus = readGpus(treeFiles(boundTo("vfio-pci")), forbidden, {});
    expect(gpus).toEqual({
      ...noGpus,
      onBus: 0,
      problem:
        "the host keeps the 2 GPUs at 0000:00:06.0, 0000:00:07.0 for its guests (vfio-pci): measure there, and here " +
        "name the group of the guests' results with --gpu",
    });
  });

  test("a host that keeps one GPU for a guest and uses the other has no problem", () => {
    const uevent = "/sys/bus/pci/devices/0000:00:07.0/uevent";
    const [one = ""] = facts.split("\n");
    const gpus = read(
      { ...twoH200Guest, [uevent]: "DRIVER=vfio-pci\n" },
      { ...twoH200Tools, "nvidia-smi --query-gpu": one },
    );
    expect(gpus).toMatchObject({ devices: [{ address: "0000:00:06.0" }], problem: null, onBus: 1 });
  });

  test.each(["", "-1", "0,0"])("CUDA_VISIBLE_DEVICES=%j hides all", (value) => {
    const gpus = read(twoH200Guest, twoH200Tools, { CUDA_VISIBLE_DEVICES: value });
    expect(gpus.devices).toEqual([]);
    expect(gpus.problem).toStartWith(`CUDA_VISIBLE_DEVICES='${value}' hides all 2 GPUs: unset it`);
  });
});
