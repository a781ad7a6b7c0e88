import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { guest, host, measured, withCpu, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

const triad = { kernel: "triad" };

function streaming(rate: number | ((before: number, round: number) => number), machine: MachineFacts) {
  return withValues(measured(machine), "stream.rate", rate, triad);
}

describe("stream-above-peak", () => {
  test("tells a rate that the host's memory cannot have", () => {
    const finding = onlyFinding(streaming(1_020_000, host()));
    expect(finding).toMatchObject({
      rule: "stream-above-peak",
      severity: "doubt",
      sentence:
        "Triad's 1,020 GB/s are more than the 921.6 GB/s that the memory of 2 × AMD EPYC 9004 can move.",
      evidence: [
        { label: "Rate, triad", value: 1_020_000, unit: "MB/s" },
        { label: "Sockets", value: 2, unit: null },
        { label: "Channels of a socket", value: 12, unit: null },
        { label: "Fastest memory", value: 4800, unit: "MT/s" },
        { label: "Peak", value: 921_600, unit: "MB/s" },
      ],
    });
  });

  test("believes what can be, or what noise may be", () => {
    expect(told(streaming(921_600, host()))).toEqual([]);
    expect(told(streaming((_, round) => 880_000 + 15_000 * round, host()))).toEqual([]);
  });

  test("gives a guest the sockets of its host, or the most that there can be", () => {
    const rate = streaming(500_000, guest());
    expect(told(rate)).toEqual([]);
    const single = withCpu(host(), { sockets: 1 });
    expect(told(rate, [measured(single)])).toEqual([
      "stream-above-peak, doubt: Triad's 500.0 GB/s are more than the 460.8 GB/s that the memory of 1 × AMD EPYC " +
        "9004 can move.",
    ]);
    expect(told(streaming(930_000, guest()))).toHaveLength(1);
  });

  test("says nothing of CPUs that it does not know, or of memory elsewhere", () => {
    expect(told(streaming(9e6, withCpu(host(), { model: "AMD EPYC" })))).toEqual([]);
    const machine = host();
    const nodes = machine.numa.nodes.map((node) => (node.id === 1 ? { ...node, cpus: "" } : node));
    expect(told(streaming(9e6, { ...machine, numa: { ...machine.numa, nodes } }))).toEqual([]);
  });
});
