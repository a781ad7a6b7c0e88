import { describe, expect, test } from "bun:test";
import { readOwnTree } from "../../own_tree.ts";
import { guest, host, measured, withGpus, withLoads } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

const { configuration: own } = await readOwnTree();

/** Two GPUs of which the second's link is slow under copies in the first rounds, and its copies with it. */
function slowIn(rounds: number, machine = guest(), gpus: readonly number[] = [1]) {
  return withLoads(measured(machine), ({ gpu }, benchmark, round) =>
    gpus.includes(gpu) && benchmark === "gpu-bandwidth" && round <= rounds ? { pcieGeneration: 1 } : {},
  );
}

describe("pcie-link", () => {
  test("tells a slow link with its extent, in a real run", () => {
    const slow = withLoads(own, ({ gpu }, benchmark) =>
      gpu === 1 && benchmark === "gpu-bandwidth" ? { pcieGeneration: 1 } : {},
    );
    const finding = onlyFinding(slow);
    expect(finding).toMatchObject({
      rule: "pcie-link",
      severity: "fault",
      sentence:
        "The PCIe link of GPU 1 ran at Gen1 ×16 under load, of Gen5 ×16, in 2 of 2 trials of gpu-bandwidth.",
    });
    expect(evidenceOf(finding)).toEqual([
      "PCIe link under load: Gen1 ×16",
      "The most that it can be: Gen5 ×16",
      "Trials with the slow link: 2",
      "Trials under load: 2",
      "Host to device, GPU 1: 55.46 GB/s",
    ]);
  });

  test("explains the copies that it slows, also beside a sibling", () => {
    expect(told(measured(guest(), { slowed: [1] }))).toEqual([
      "pcie-link, fault: The PCIe link of GPU 1 ran at Gen1 ×16 under load, of Gen5 ×16, in 30 of 30 trials of " +
        "gpu-compute, gpu-bandwidth and nccl.",
    ]);
  });

  test("is one finding for GPUs alike, and one each for others", () => {
    expect(told(slowIn(4, guest(4), [0, 2, 3]))).toEqual([
      "pcie-link, fault: The PCIe links of GPUs 0, 2 and 3 ran at Gen1 ×16 under load, of Gen5 ×16, each in 4 of 10 " +
        "trials of gpu-bandwidth.",
    ]);
    const narrow = withLoads(slowIn(4), ({ gpu }) => (gpu === 0 ? { pcieWidth: 8 } : {}));
    expect(told(narrow).map((text) => text.slice(0, 70))).toEqual([
      "pcie-link, fault: The PCIe link of GPU 0 ran at Gen5 ×8 under load, of",
      "pcie-link, fault: The PCIe link of GPU 1 ran at Gen1 ×16 under load, o",
    ]);
  });

  test("has the recipe for speed, with the GPU's own generation, and sends a guest's reader to the host", () => {
    const advice = adviceOf(onlyFinding(slowIn(4)));
    expect(advice).toContain("setpci -s ROOTPORT CAP_EXP+0x30.w=0005:000f, 5 being Gen5");
    expect(advice).toContain("setpci -s ROOTPORT CAP_EXP+0x10.w=0020:0020");
    expect(advice).toContain("while no VM and no program uses the GPU");
    expect(advice).toStartWith("Only the host sees the root port");
    expect(advice).not.toContain("reseat");
  });

  test("does not advise to train anew for lanes that are missing", () => {
    const advice = adviceOf(onlyFinding(withLoads(measured(guest(1)), () => ({ pcieWidth: 4 }))));
    expect(advice).toContain("reseat the GPU");
    expect(advice).not.toContain("setpci");
  });

  test("names the port above the GPU on bare metal", () => {
    const finding = onlyFinding(slowIn(4, host()));
    expect(evidenceOf(finding)).toContain("Port above GPU 1: 0000:00:02.0");
    expect(adviceOf(finding)).not.toContain("guest");
  });

  const gen4 = withLoads(measured(guest()), () => ({ pcieGeneration: 4 }));
  const gen4Host = measured(
    withGpus(host(), ({ links }) => ({
      links: links.map((link, i) => (i === 0 ? link : { ...link, maxSpeedGTs: 16 })),
    })),
    {},
    { config: "host" },
  );

  test("knows from a host of the group what the slot can", () => {
    const atSlot = withLoads(gen4Host, () => ({ pcieGeneration: 4 }));
    expect(told(gen4)).toHaveLength(1);
    expect(told(atSlot)).toEqual([]);
    expect(told(gen4, { group: [gen4, atSlot] })).toEqual([]);
    const slower = withLoads(gen4, () => ({ pcieGeneration: 3 }));
    expect(told(slower, { group: [slower, atSlot] })).toHaveLength(1);
  });

  test("takes no other card's slot for it", () => {
    const others = { ...gen4Host, machine: withGpus(host(), ({ index }) => ({ uuid: `other ${index}` })) };
    expect(told(gen4, { group: [gen4, others] })).toHaveLength(1);
  });

  test("is silent on a link at rest, and on trials that saw no work", () => {
    const idle = withLoads(slowIn(10), (load) => (load.pcieGeneration === 1 ? { busySamples: 0 } : {}));
    expect(told(idle)).toEqual([]);
  });
});
