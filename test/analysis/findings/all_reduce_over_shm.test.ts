import { describe, expect, test } from "bun:test";
import { finishedTrial, keptTrial } from "../../results/example.ts";
import { connectedBy, guest, host, measured, withGpus } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

const overShm = measured(connectedBy(guest(), "PHB"), { transport: "SHM" });

describe("all-reduce-over-shm", () => {
  test("tells what GPUs without P2P reach, and what would allow it", () => {
    const finding = onlyFinding(overShm);
    expect(finding).toMatchObject({
      rule: "all-reduce-over-shm",
      severity: "cost",
      sentence:
        "The all-reduce over 2 GPUs went through host memory (SHM), at 23.99 GB/s for 1 GiB: without P2P, every " +
        "byte is " +
        "written to the host's memory and read from it again on its way from one GPU to the next.",
    });
    expect(evidenceOf(finding)).toEqual([
      "Transport: SHM",
      "All-reduce bus bandwidth, 1 GiB: 23.99 GB/s",
      "Between the GPUs: PHB",
    ]);
    const advice = adviceOf(finding);
    expect(advice).toContain("ACSCtl");
    expect(advice).toContain("x-nv-gpudirect-clique");
    expect(advice).toContain("--shm-size");
    expect(advice).not.toContain("Unset");
  });

  test("has no advice for guests on bare metal", () => {
    const finding = onlyFinding(measured(connectedBy(host(), "SYS"), { transport: "SHM" }));
    expect(adviceOf(finding)).not.toContain("x-nv-gpudirect-clique");
  });

  test("names the variable that turned P2P off, and links that another configuration is shown", () => {
    const machine = connectedBy(guest(), "PHB");
    const off = measured({ ...machine, environment: { NCCL_P2P_DISABLE: "1" } }, { transport: "SHM" });
    expect(adviceOf(onlyFinding(off))).toStartWith("Unset NCCL_P2P_DISABLE");
    const beside = onlyFinding(overShm, { group: [overShm, measured(host(), {}, { config: "host" })] });
    expect(adviceOf(beside)).toStartWith("Another configuration of this group is shown NVLink");
  });

  test("leaves it to the suite's preset for AMD GPUs", () => {
    const amd = withGpus(connectedBy(guest(), "PCIE"), () => ({ vendor: "amd" }));
    const of = measured(amd, { transport: "SHM" });
    expect(told(of)).toHaveLength(1);
    const execution = {
      argv: ["all_reduce"],
      environment: { NCCL_P2P_DISABLE: "1" },
      wallSeconds: 1,
      exitCode: 0,
      signal: null,
      endedBy: "itself" as const,
    };
    const trial = { ...keptTrial(finishedTrial(1)), benchmark: "nccl", executions: [execution] };
    expect(told({ ...of, runs: of.runs.map((run) => ({ ...run, trials: [trial] })) })).toEqual([]);
  });
});
