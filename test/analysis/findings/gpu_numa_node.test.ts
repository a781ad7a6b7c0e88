import { describe, expect, test } from "bun:test";
import { guest, host, measured, scaled, withGpus } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

/** Without any difference between nodes. */
function flat(of: ReturnType<typeof measured>) {
  const samples = of.samples.map((sample) => {
    const value = { "gpu-bandwidth.h2d-numa": 55.1, "gpu-bandwidth.d2h-numa": 54.4 }[sample.metric];
    return value === undefined ? sample : { ...sample, value };
  });
  return { ...of, samples };
}

const unknownHost = withGpus(host(), () => ({ numaNode: -1 }));

describe("gpu-numa-node", () => {
  test("tells what it costs where copies show it", () => {
    const finding = onlyFinding(measured(guest(2, 2)));
    expect(finding).toMatchObject({
      rule: "gpu-numa-node",
      severity: "cost",
      sentence:
        "The guest has 2 NUMA nodes, but does not say on which GPUs 0 and 1 are: device to host copies of GPU 0 reach 41.90 " +
        "GB/s with memory of node 1 and 54.40 GB/s with memory of node 0.",
    });
    expect(evidenceOf(finding)).toEqual([
      "NUMA nodes with CPUs to run on: 2",
      "GPUs of unknown node: 0 and 1",
      "Copies of GPU 0, memory of node 0: 54.4 GB/s",
      "Copies of GPU 0, memory of node 1: 41.9 GB/s",
    ]);
    expect(adviceOf(finding)).toContain("<target busNr='…'><node>N</node></target>");
    expect(adviceOf(finding)).toContain("<memnode cellid='N' mode='strict' nodeset='H'/>");
  });

  test("is a doubt where they do not", () => {
    expect(told(flat(measured(guest(1, 2))))).toEqual([
      "gpu-numa-node, doubt: The guest has 2 NUMA nodes, but does not say on which GPU 0 is: software cannot place itself " +
        "near it, and the GPU figures are of wherever it happened to run.",
    ]);
    const noisy = scaled(flat(measured(guest(1, 2))), "gpu-bandwidth.h2d-numa", (round) =>
      round % 2 === 0 ? 0.6 : 1,
    );
    expect(told(noisy)[0]).toStartWith("gpu-numa-node, doubt: ");
  });

  test("has other advice on bare metal", () => {
    const finding = onlyFinding(flat(measured(unknownHost)));
    expect(finding.sentence).toStartWith(
      "The host has 2 NUMA nodes, but its firmware does not say on which GPUs 0 and 1 are: ",
    );
    expect(adviceOf(finding)).toContain("firmware");
    expect(adviceOf(finding)).not.toContain("<controller");
  });

  test.each([
    ["with one node", guest()],
    [
      "whose programs may use one node alone",
      { ...guest(2, 2), cpu: { ...guest(2, 2).cpu, allowed: "0-7" } },
    ],
  ])("loses nothing in a guest %s", (_, machine) => {
    expect(told(measured(machine))).toEqual([]);
  });

  test("counts no node without CPUs", () => {
    const machine = guest(2, 2);
    const [first, second] = machine.numa.nodes;
    if (first === undefined || second === undefined) throw new RangeError("not two nodes");
    const nodes = [
      { ...first, cpus: "0-31" },
      { ...second, cpus: "" },
    ];
    const expanded = { ...machine, numa: { ...machine.numa, nodes } };
    expect(told(measured(expanded))).toEqual([]);
    const onIt = withGpus(expanded, () => ({ numaNode: 1 }));
    expect(told(measured(onIt))).toEqual([]);
  });

  test("tells a GPU whose node grants no CPU", () => {
    const machine = host();
    const confined = { ...machine, cpu: { ...machine.cpu, allowed: "0-31" } };
    const finding = onlyFinding(measured(confined));
    expect(finding).toMatchObject({
      severity: "cost",
      sentence:
        "GPU 1 is on NUMA node 1, but this program may use none of its CPUs: the nearest are those of node 0, at distance 21.",
    });
    expect(evidenceOf(finding)).toEqual([
      "CPUs that may be used: 0-31",
      "CPUs of node 1: 32-63",
      "Distance from node 1 to node 0: 21",
    ]);
    expect(adviceOf(finding)).not.toContain("<hostdev>");
    expect(adviceOf(onlyFinding(measured({ ...confined, hypervisor: "kvm" })))).toContain("<hostdev>");
  });
});
