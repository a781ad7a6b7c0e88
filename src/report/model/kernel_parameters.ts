/**
 * Parameters of the kernel's command line that move a benchmark: which CPUs it leaves alone, what it guards against, how
 * it idles, its pages, clocks, IOMMU and paravirtualization. The rest says where its disk is, and whose.
 */
const names: readonly RegExp[] = [
  /^(?:isolcpus|nohz|nohz_full|rcu_nocbs|irqaffinity|maxcpus|nr_cpus|possible_cpus|nosmt|smt|threadirqs|preempt)\b/,
  /^(?:mitigations|nopti|pti|spectre_\w+|spec_\w+|l1tf|mds|tsx\w*|retbleed|srbds|mmio_stale_data|gather_\w+)\b/,
  /^(?:idle|intel_idle\.\w+|processor\.\w+|intel_pstate|amd_pstate|cpufreq\.\w+|cpuidle\.\w+|nohlt)\b/,
  /^(?:hugepages|hugepagesz|default_hugepagesz|transparent_hugepage|hugetlb_\w+|numa|numa_balancing|mem|memmap)\b/,
  /^(?:clocksource|tsc|no-kvmclock|nopvspin|no-steal-acc|noapic|nox2apic|x2apic_phys|highres|skew_tick)\b/,
  /^(?:iommu|intel_iommu|amd_iommu|iommu\.\w+|pci|pcie_aspm|pcie_\w+|vfio[\w.-]*|kvm[\w.-]*|swiotlb)\b/,
  /^(?:audit|nmi_watchdog|nowatchdog|nosoftlockup|sched_\w+|cgroup_disable|elevator|nvidia[\w.-]*)\b/,
];

const telling = new RegExp(names.map(({ source }) => source).join("|"));

/** The parameters that tell something, sorted, as one text: their order on the command line says nothing. */
export function tellingParameters(commandLine: string): string {
  return commandLine
    .split(/\s+/)
    .filter((parameter) => telling.test(parameter))
    .toSorted()
    .join(" ");
}
