import { describe, expect, test } from "bun:test";
import { readHypervisor } from "../../src/machine/hypervisor.ts";
import { epycGuest, twoNodeGuest, xeonGpuGuest } from "./captured.ts";
import { armServer, twoSocketServer } from "./constructed_server.ts";
import { treeFiles, type FileTree } from "./file_tree.ts";

const dmi = "/sys/class/dmi/id";
const clocks = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
const guestCpu = {
  "/proc/cpuinfo": "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu lm hypervisor avx2\n",
};
const bareCpu = {
  "/proc/cpuinfo": "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu lm avx2\n",
};
const armCpu = { "/proc/cpuinfo": "processor\t: 0\nFeatures\t: fp\nCPU implementer\t: 0x41\n" };

const expectations: readonly (readonly [name: string, hypervisor: string | null, tree: FileTree])[] = [
  ["KVM without firmware tables (captured)", "kvm", epycGuest],
  ["KVM with a GPU (captured)", "kvm", xeonGpuGuest],
  ["QEMU without KVM (captured)", "qemu", twoNodeGuest],
  ["a bare server", "none", twoSocketServer],
  ["a bare Arm server", "none", armServer],
  [
    "QEMU with KVM",
    "kvm",
    { ...guestCpu, [`${dmi}/sys_vendor`]: "QEMU\n", [clocks]: "tsc kvm-clock hpet acpi_pm \n" },
  ],
  [
    "QEMU with KVM hidden from the guest",
    "qemu",
    { ...guestCpu, [`${dmi}/sys_vendor`]: "QEMU\n", [clocks]: "tsc \n" },
  ],
  [
    "Red Hat's KVM",
    "kvm",
    { ...guestCpu, [`${dmi}/sys_vendor`]: "Red Hat\n", [`${dmi}/product_name`]: "KVM\n" },
  ],
  ["VMware", "vmware", { ...guestCpu, [`${dmi}/sys_vendor`]: "VMware, Inc.\n" }],
  [
    "Hyper-V",
    "microsoft",
    {
      ...guestCpu,
      [`${dmi}/sys_vendor`]: "Microsoft Corporation\n",
      [`${dmi}/product_name`]: "Virtual Machine\n",
    },
  ],
  [
    "Hyper-V without firmware tables",
    "microsoft",
    { ...guestCpu, [clocks]: "hyperv_clocksource_tsc_page acpi_pm \n" },
  ],
  ["an Amazon instance", "amazon", { ...guestCpu, [`${dmi}/sys_vendor`]: "Amazon EC2\n" }],
  ["an Amazon bare instance", "none", { ...bareCpu, [`${dmi}/sys_vendor`]: "Amazon EC2\n" }],
  ["a Google instance", "google", { ...guestCpu, [`${dmi}/product_name`]: "Google Compute Engine\n" }],
  ["a Xen guest", "xen", { ...guestCpu, "/sys/hypervisor/type": "xen\n" }],
  [
    "Xen's first domain",
    "none",
    { ...guestCpu, "/sys/hypervisor/type": "xen\n", "/proc/xen/capabilities": "control_d\n" },
  ],
  ["KVM on Arm", "kvm", { ...armCpu, "/proc/device-tree/hypervisor/compatible": "linux,kvm\0" }],
  [
    "an emulated CPU",
    "qemu",
    {
      "/proc/cpuinfo": "processor\t: 0\nmodel name\t: QEMU TCG CPU version 2.5+\nflags\t: hypervisor\n",
    },
  ],
  ["a hypervisor that keeps its name to itself", "vm-other", guestCpu],
  ["Arm without any word", null, armCpu],
  ["nothing readable", null, {}],
];

describe("hypervisor", () => {
  test.each(expectations)("%s: %p", (_, hypervisor, tree) => {
    expect(readHypervisor(treeFiles(tree))).toBe(hypervisor);
  });
});
