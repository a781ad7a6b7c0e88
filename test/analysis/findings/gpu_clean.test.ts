import { describe, expect, test } from "bun:test";
import { readOwnTree } from "../../own_tree.ts";
import { madeUpOlder } from "../../report/made_up_older.ts";
import { madeUpMachine } from "../../report/made_up_machine.ts";
import { connectedBy, guest, host, measured, withGpus } from "./gpu_machines.ts";
import { gpuFindings, gpuRules } from "./gpu_rules.ts";

const { configuration: own } = await readOwnTree();

describe("no rule about GPUs finds anything", () => {
  test("in a real run on two H200, alone or beside itself", () => {
    expect(own.samples.length).toBeGreaterThan(100);
    expect(gpuFindings(own)).toEqual([]);
    const again = { ...own, config: "again" };
    expect(gpuFindings(again, { group: [own, again], baseline: own })).toEqual([]);
  });

  test.each([
    ["a guest with two GPUs", guest()],
    ["a guest with eight", guest(8)],
    ["a host with two GPUs on its two nodes", host()],
    ["a guest that says on which of its nodes the GPUs are", { ...host(8), hypervisor: "kvm" }],
    ["a guest with one GPU", guest(1)],
  ])("in %s, whose rounds wander as real ones do", (_, machine) => {
    const base = measured(machine, {}, { wander: 0.006 });
    const other = measured(machine, {}, { config: "other", wander: 0.006, seed: 2 });
    expect(gpuFindings(other, { group: [base, other], baseline: base })).toEqual([]);
  });

  test("in GPUs that reach each other over PCIe", () => {
    const of = measured(connectedBy(guest(), "PIX"));
    const samples = of.samples.map((sample) =>
      "transport" in sample.at ? { ...sample, at: { ...sample.at, transport: "P2P/PCIe" } } : sample,
    );
    expect(gpuFindings({ ...of, samples })).toEqual([]);
  });

  test("where nothing is known of the machine, or it has no GPU, or none was measured", () => {
    expect(gpuFindings(madeUpOlder("nvidia-h200", "older", 1))).toEqual([]);
    const bare = madeUpMachine({ threads: 4, nodes: 2, hypervisor: "kvm" });
    expect(gpuFindings(measured(bare))).toEqual([]);
    const { samples, ...rest } = measured(guest(2, 2));
    const ofCpus = samples.filter(({ benchmark }) => !/^gpu|^nccl/.test(benchmark));
    expect(gpuFindings({ ...rest, gpuLoad: [], samples: ofCpus })).toEqual([]);
  });

  test("in GPUs of another vendor that show less of themselves", () => {
    const machine = withGpus(guest(), () => ({
      vendor: "amd",
      model: "AMD Instinct MI300X",
      uuid: null,
      links: [],
    }));
    expect(gpuFindings(measured(connectedBy(machine, "XGMI")))).toEqual([]);
  });
});

test("each rule has its own kebab-case id", () => {
  const ids = gpuRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
});
