import { describe, expect, test } from "bun:test";
import type { Gpu, MachineFacts } from "../../src/machine/facts.ts";
import type { Limits } from "../../src/machine/limits.ts";
import type { Plan } from "../../src/runner/plan.ts";
import { checkReadiness, type Check } from "../../src/runner/readiness.ts";
import { gpu } from "../machine/gpus/made_up.ts";
import { command, planned, planOf, smallMachine, twoNodeMachine } from "./examples.ts";

const free: Limits = {
  canSetNice: true,
  seccomp: "off",
  memoryBinding: { status: "works", node: 0 },
  sharedMemoryBytes: 2e9,
  lockableBytes: Infinity,
  loadAverage: [0.1, 0, 0],
  swapUsedBytes: 0,
};

const machine: MachineFacts = {
  ...smallMachine,
  cpu: { ...smallMachine.cpu, online: "0-1", allowed: "0-1", governor: null },
  hugePages: { transparent: "madvise", pools: [] },
  container: { engine: null, cpuQuota: null, memoryLimitBytes: null },
};

function checks(changes: {
  limits?: Partial<Limits>;
  machine?: Partial<MachineFacts>;
  plan?: Partial<Plan>;
}): Check[] {
  const plan = planOf([planned([command("true")])], {
    machine: { ...machine, ...changes.machine },
    ...changes.plan,
  });
  return checkReadiness(plan, { ...free, ...changes.limits });
}

/** The only check of a subject. */
function check(subject: string, changes: Parameters<typeof checks>[0]): Check {
  const [found, ...more] = checks(changes).filter((each) => each.subject === subject);
  if (found === undefined || more.length > 0) throw new Error(`not one check of ${subject}`);
  return found;
}

test("a machine that lacks nothing spoils nothing", () => {
  expect(checks({}).map(({ status, subject }) => `${status} ${subject}`)).toEqual([
    "good tools",
    "good memory binding",
    "good CPUs",
    "good CPU quota",
    "good memory",
    "good huge pages",
    "note GPUs",
    "note /dev/shm",
    "good memlock",
    "good load",
  ]);
});

test("each tool that is missing spoils its benchmark", () => {
  const missing = [
    { benchmark: "stream", because: "stream is not built (make -C kernels)" },
    { benchmark: "cpu-all", because: "sysbench is not installed (apt-get install sysbench)" },
  ];
  const tools = checks({ plan: { missing } }).filter(({ subject }) => subject === "tools");
  expect(tools.map(({ status, sentence }) => ({ status, sentence }))).toEqual([
    { status: "spoils", sentence: "stream is not built (make -C kernels): stream cannot be measured" },
    {
      status: "spoils",
      sentence: "sysbench is not installed (apt-get install sysbench): cpu-all cannot be measured",
    },
  ]);
});

test("a tool that a GPU benchmark lacks spoils it, although a run would go on", () => {
  const lacking = [{ benchmark: "nccl", because: "all_reduce is not built" }];
  const found = check("tools", { plan: { skipped: lacking, withoutTool: lacking } });
  expect(found).toMatchObject({
    status: "spoils",
    sentence: "all_reduce is not built: nccl cannot be measured",
  });
});

describe("memory binding", () => {
  const refused = { status: "refused", node: 0, because: "numactl: Operation not permitted" } as const;
  const filtered: Partial<Limits> = { memoryBinding: refused, canSetNice: false, seccomp: "filter" };

  test("that is refused spoils the results of several nodes, and names the flag that grants it", () => {
    const { status, sentence } = check("memory binding", { limits: filtered, machine: twoNodeMachine });
    expect(status).toBe("spoils");
    expect(sentence).toStartWith("numactl: Operation not permitted");
    expect(sentence).toContain("--cap-add SYS_NICE");
    expect(sentence).toContain("between the 2 nodes (stream)");
    expect(sentence).toContain("(mem-latency)");
  });

  test("that is refused is a note with one node", () => {
    const { status, sentence } = check("memory binding", { limits: filtered });
    expect(status).toBe("note");
    expect(sentence).toContain("with one NUMA node nothing needs it");
  });

  test.each([
    ["the capability is there", { canSetNice: true }],
    ["nothing is filtered", { seccomp: "off" }],
    ["nothing is known of it", { canSetNice: null }],
  ] as const)("that is refused although %s does not blame the capability", (_, limits) => {
    const { sentence } = check("memory binding", {
      limits: { ...filtered, ...limits },
      machine: twoNodeMachine,
    });
    expect(sentence).not.toContain("SYS_NICE");
  });

  test("that could not be tried spoils as well", () => {
    const memoryBinding = { status: "unknown", because: "numactl is not installed" } as const;
    const found = check("memory binding", { limits: { memoryBinding }, machine: twoNodeMachine });
    expect(found).toMatchObject({
      status: "spoils",
      sentence: expect.stringContaining("numactl is not installed"),
    });
  });

  test("that works is good, even without the capability", () => {
    const limits = { canSetNice: false, seccomp: "filter" } as const;
    expect(check("memory binding", { limits, machine: twoNodeMachine }).status).toBe("good");
  });
});

describe("CPUs", () => {
  const withQuota = (cpuQuota: number | null): { machine: Partial<MachineFacts> } => ({
    machine: { container: { ...machine.container, cpuQuota } },
  });

  test("a quota below them spoils what runs on all, and names the flags", () => {
    const { status, sentence } = check("CPU quota", withQuota(1.5));
    expect(status).toBe("spoils");
    expect(sentence).toContain("grants 1.5 CPUs' time on 2 CPUs");
    for (const word of ["cpu-all", "stream", "--cpus", "--cpuset-cpus"]) expect(sentence).toContain(word);
  });

  test("a quota for all of them is good", () => {
    expect(check("CPU quota", withQuota(2)).status).toBe("good");
    expect(check("CPU quota", withQuota(null)).status).toBe("good");
  });

  test("that may not be used are a note", () => {
    const found = check("CPUs", { machine: { cpu: { ...machine.cpu, online: "0-7" } } });
    expect(found.status).toBe("note");
    expect(found.sentence).toContain("2 of 8 CPUs (0-1)");
  });
});

test("too little memory spoils what had to be scaled down, told once", () => {
  const notice = "arrays scaled down";
  const commands = [command("true", { notice }), command("true"), command("true", { notice })];
  const found = check("memory", { plan: { planned: [planned(commands)] } });
  expect(found.status).toBe("spoils");
  expect(found.sentence).toMatch(/^\d+\.\d GB available: arrays scaled down$/);
});

test("what a command says that loads GPUs is a note on those, and no want of memory", () => {
  const loading = command("true", { notice: "NCCL_P2P_DISABLE=1 is set", gpus: [0] });
  const all = checks({ plan: { planned: [planned([loading, loading])] } });
  expect(all.find(({ subject }) => subject === "memory")?.status).toBe("good");
  expect(all.filter(({ sentence }) => sentence === loading.notice)).toEqual([
    { status: "note", subject: "GPUs", sentence: "NCCL_P2P_DISABLE=1 is set" },
  ]);
});

test.each([
  ["always", "good"],
  ["madvise", "good"],
  ["never", "note"],
  [null, "note"],
] as const)("transparent huge pages %s are %s", (transparent, status) => {
  const found = check("huge pages", { machine: { hugePages: { transparent, pools: [] } } });
  expect(found.status).toBe(status);
  expect(found.sentence.includes("echo madvise >/sys/kernel/mm/transparent_hugepage/enabled")).toBe(
    status === "note",
  );
});

describe("GPUs", () => {
  const linkedBy = (link: string, ...devices: Gpu[]): { machine: Partial<MachineFacts> } => ({
    machine: {
      gpus: {
        ...machine.gpus,
        devices,
        interconnect: devices.flatMap(({ index }) => (index === 0 ? [] : [{ from: 0, to: index, link }])),
      },
    },
  });

  test("are good and counted by model", () => {
    const found = check("GPUs", linkedBy("NV18", gpu(0), gpu(1), gpu(2, { model: "NVIDIA L4" })));
    expect(found).toMatchObject({ status: "good", sentence: "2 × NVIDIA H200, 1 × NVIDIA L4" });
  });

  test.each([
    [1, "spoils"],
    [0, "note"],
  ] as const)("of which %d are there and have a problem: in the words of the facts, %s", (onBus, status) => {
    const problem = "there is an NVIDIA GPU but no driver: install it";
    const found = check("GPUs", { machine: { gpus: { ...machine.gpus, onBus, problem } } });
    expect(found).toEqual({ subject: "GPUs", status, sentence: problem });
  });

  test("need no shared memory when there are none or one", () => {
    for (const devices of [[], [gpu(0)]])
      for (const sharedMemoryBytes of [null, 64e6])
        expect(check("/dev/shm", { ...linkedBy("", ...devices), limits: { sharedMemoryBytes } }).status).toBe(
          "note",
        );
  });

  test.each([
    ["PHB", 64e6, "spoils", "0.1 GB"],
    ["PHB", null, "spoils", "not mounted"],
    ["SYS", 999e6, "spoils", "1.0 GB"],
    ["NV18", 64e6, "note", "0.1 GB"],
    ["XGMI", null, "note", "not mounted"],
    ["PHB", 1024 ** 3, "good", "1.1 GB"],
  ] as const)("connected by %s with %p bytes of it: %s", (link, sharedMemoryBytes, status, size) => {
    const found = check("/dev/shm", { ...linkedBy(link, gpu(0), gpu(1)), limits: { sharedMemoryBytes } });
    expect(found.status).toBe(status);
    expect(found.sentence).toStartWith(size);
    expect(found.sentence.includes("--shm-size=1g")).toBe(status !== "good");
  });

  test("of which some are not connected need it", () => {
    const { machine: two } = linkedBy("NV18", gpu(0), gpu(1), gpu(2));
    const limits = { sharedMemoryBytes: 64e6 };
    expect(check("/dev/shm", { machine: two, limits }).status).toBe("spoils");
  });

  test.each([
    [8e6, "note", "8 MB; "],
    [null, "note", "not known; "],
    [Infinity, "good", "no limit"],
  ] as const)("with %p bytes of lockable memory spoil nothing", (lockableBytes, status, beginning) => {
    const found = check("memlock", { limits: { lockableBytes } });
    expect(found.status).toBe(status);
    expect(found.sentence).toStartWith(beginning);
    expect(found.sentence.includes("--ulimit memlock=-1")).toBe(status === "note");
  });
});

describe("what may disturb is a note", () => {
  test("a load above half of the CPUs", () => {
    expect(check("load", { limits: { loadAverage: [1, 9, 9] } }).status).toBe("good");
    expect(check("load", { limits: { loadAverage: null } }).status).toBe("good");
    const found = check("load", { limits: { loadAverage: [1.5, 0, 0] } });
    expect(found.status).toBe("note");
    expect(found.sentence).toContain("1.5 tasks were running in the last minute on 2 CPUs");
  });

  test("swap in use", () => {
    expect(check("swap", { limits: { swapUsedBytes: 3e9 } })).toMatchObject({
      status: "note",
      sentence: "3.0 GB in use: memory is or was short",
    });
    expect(checks({ limits: { swapUsedBytes: null } }).some(({ subject }) => subject === "swap")).toBe(false);
  });

  test("a governor that saves power, with the command where it can be set", () => {
    const withGovernor = (governor: string, hypervisor: string): Parameters<typeof checks>[0] => ({
      machine: { cpu: { ...machine.cpu, governor }, hypervisor },
    });
    const bare = check("governor", withGovernor("powersave", "none"));
    expect(bare.status).toBe("note");
    expect(bare.sentence).toContain("cpupower frequency-set -g performance");
    expect(check("governor", withGovernor("powersave", "kvm")).sentence).not.toContain("cpupower");
    expect(checks(withGovernor("performance", "none")).some(({ subject }) => subject === "governor")).toBe(
      false,
    );
  });
});
