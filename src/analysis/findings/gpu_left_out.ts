import { formatPlural } from "../../number_format.ts";
import type { Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";

function find({ configuration: { machine } }: Case): Omit<Finding, "rule">[] {
  const { devices = [], onBus, problem = null } = machine?.gpus ?? {};
  // Where none can be used the benchmarks are skipped for that reason, which may be as it should be: a host that keeps
  // its GPUs for guests.
  if (problem === null || devices.length === 0) return [];
  return [
    {
      severity: "fault",
      sentence:
        onBus !== undefined && onBus > devices.length
          ? `Only ${devices.length} of ${formatPlural(onBus, "GPU")} could be measured: ${problem}.`
          : `A GPU may be missing: ${problem}.`,
      evidence: [
        { label: "GPUs measured", value: devices.length, unit: null },
        ...(onBus === undefined ? [] : [{ label: "GPUs on the PCI bus", value: onBus, unit: null }]),
      ],
      advice: [
        "Look for Xid and NVRM in dmesg of the machine that drives the GPU, and for AER errors of its port in the host's dmesg.",
        "Where a reset from within does not help: shut the guest down, reset the device on the host (virsh nodedev-reset " +
          "pci_0000_01_00_0, by the address in its <hostdev>), and start it again; a host that lost it from the bus needs a power cycle.",
      ],
    },
  ];
}

/** GPUs that the driver lists and cannot talk to, beside others that work. */
export const gpuLeftOut: Rule = { id: "gpu-left-out", find };
