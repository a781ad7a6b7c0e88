import type { Finding } from "./finding.ts";
import { isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";

/** Those that no program reads without a system call; a guest's are devices that the hypervisor emulates. */
const slow: ReadonlySet<string> = new Set(["hpet", "acpi_pm", "pit", "jiffies", "refined-jiffies"]);

const inGuest = [
  "See what there is: cat /sys/devices/system/clocksource/clocksource0/available_clocksource; dmesg tells why the " +
    "kernel left tsc or kvm-clock.",
  "Give the guest a better one: <cpu mode='host-passthrough'> with <feature policy='require' name='invtsc'/>, and " +
    "<clock offset='utc'><timer name='kvmclock' present='yes'/><timer name='hpet' present='no'/></clock>; take " +
    "clocksource= off the guest's kernel command line.",
];

const onHost = [
  "Read in dmesg why the kernel called tsc unstable; a firmware update or tsc=reliable on the kernel's command " +
    "line mends what is no fault of the CPU.",
];

function find({ configuration: { machine } }: Case): Omit<Finding, "rule">[] {
  const source = machine?.clockSource ?? null;
  if (machine === null || source === null || !slow.has(source)) return [];
  const guest = isGuest(machine);
  const leaves = guest ? " that leaves the guest" : "";
  return [
    {
      severity: "cost",
      sentence: `The clock is ${source}, so that each look at the time is a system call${leaves}.`,
      evidence: [{ label: "Clock source", value: source, unit: null }],
      advice: guest ? inGuest : onHost,
    },
  ];
}

/**
 * A clock that is slow to read. GPU programs and this suite read it often, and tsc, kvm-clock and Hyper-V's need no
 * call.
 */
export const clockSource: Rule = { id: "clock-source", find };
