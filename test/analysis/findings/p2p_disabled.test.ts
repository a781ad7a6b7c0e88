import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { readOwnTree } from "../../own_tree.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { finishedTrial, keptTrial } from "../../results/example.ts";
import { connectedBy, guest, measured, withGpus, withSamples } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

const { configuration: own } = await readOwnTree();

function through(of: Configuration, transport: string): Configuration {
  return withSamples(of, ({ at }) => ("transport" in at ? { at: { ...at, transport } } : {}));
}

function withP2p(machine: MachineFacts, value: string): MachineFacts {
  return { ...machine, environment: { ...machine.environment, NCCL_P2P_DISABLE: value } };
}

/** As if the all-reduce's command had been given the suite's preset. */
function withPreset(of: Configuration): Configuration {
  const execution = {
    argv: ["all_reduce"],
    environment: { NCCL_P2P_DISABLE: "1" },
    wallSeconds: 1,
    exitCode: 0,
    signal: null,
    endedBy: "itself" as const,
  };
  const trial = { ...keptTrial(finishedTrial(1)), benchmark: "nccl", gpuLoad: [], executions: [execution] };
  return { ...of, runs: of.runs.map((run) => ({ ...run, trials: [trial] })) };
}

const amd = connectedBy(
  withGpus(guest(), () => ({ vendor: "amd", model: "AMD Instinct MI350X" })),
  "XGMI",
);

describe("p2p-disabled", () => {
  test("tells a real run through host memory, past the NVLink that is there", () => {
    const finding = onlyFinding(through(own, "SHM"));
    expect(finding).toMatchObject({
      rule: "p2p-disabled",
      severity: "cost",
      sentence:
        "The all-reduce went through host memory (SHM), at 328.4 GB/s for 1 GiB, although the GPUs are joined by NVLink (NV18).",
    });
    expect(adviceOf(finding)).toContain("fabric manager");
  });

  test("names the variable that turned P2P off", () => {
    const finding = onlyFinding(measured(withP2p(guest(), "1"), { transport: "SHM" }));
    expect(finding.sentence).toBe(
      "P2P is turned off (NCCL_P2P_DISABLE), so the all-reduce went through host memory (SHM), at 23.99 GB/s for 1 GiB, " +
        "although the GPUs are joined by NVLink (NV18).",
    );
    expect(evidenceOf(finding)).toEqual([
      "Links between the GPUs: NVLink (NV18)",
      "Transport: SHM",
      "All-reduce bus bandwidth, 1 GiB: 23.99 GB/s",
      "NCCL_P2P_DISABLE set by: the environment",
    ]);
    expect(adviceOf(finding)).toStartWith("Unset NCCL_P2P_DISABLE");
  });

  test("goes by the variable where the log does not say the way", () => {
    const unknown = through(measured(withP2p(guest(), "1"), { transport: "SHM" }), "unknown");
    expect(onlyFinding(unknown).sentence).toStartWith(
      "P2P is turned off (NCCL_P2P_DISABLE), so the all-reduce took another way, at 23.99 GB/s",
    );
    expect(told(through(measured(guest()), "unknown"))).toEqual([]);
    expect(told(through(measured(withP2p(guest(), "0")), "unknown"))).toEqual([]);
  });

  test("is no more than a doubt where the suite's preset for AMD GPUs did it", () => {
    const finding = onlyFinding(withPreset(measured(amd, { transport: "SHM" })));
    expect(finding).toMatchObject({
      rule: "p2p-disabled",
      severity: "doubt",
      sentence:
        "This suite turns P2P off for AMD GPUs (NCCL_P2P_DISABLE=1), so the all-reduce went through host memory (SHM), at " +
        "23.99 GB/s for 1 GiB, and says nothing about the XGMI between them.",
    });
  });

  test("lets a ring leave links that not all pairs have, as long as it takes some", () => {
    const machine = guest(4);
    const bridged = {
      ...machine,
      gpus: {
        ...machine.gpus,
        interconnect: machine.gpus.interconnect.map((pair) => ({
          ...pair,
          link: pair.to - pair.from === 1 && pair.from % 2 === 0 ? "NV4" : "PHB",
        })),
      },
    };
    expect(told(through(measured(bridged), "P2P/NVLink+P2P/PCIe"))).toEqual([]);
    expect(told(through(measured(bridged), "P2P/PCIe"))[0]).toStartWith(
      "p2p-disabled, cost: The all-reduce went through PCIe (P2P/PCIe), at ",
    );
    expect(told(through(measured(bridged), "P2P/NVLink+SHM")).map((text) => text.split(",")[0])).toEqual([
      "all-reduce-over-shm",
    ]);
  });

  test("is silent where the all-reduce took the links whatever the environment says", () => {
    expect(told(measured(withP2p(guest(), "1")))).toEqual([]);
  });
});
