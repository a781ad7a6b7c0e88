/** Names for the implementer codes of Arm's MIDR register, which aarch64 kernels print instead of a vendor. */
const implementers: Readonly<Record<number, string>> = {
  0x41: "ARM",
  0x42: "Broadcom",
  0x43: "Cavium",
  0x46: "Fujitsu",
  0x48: "HiSilicon",
  0x4e: "NVIDIA",
  0x50: "APM",
  0x51: "Qualcomm",
  0x61: "Apple",
  0x6d: "Microsoft",
  0x70: "Phytium",
  0xc0: "Ampere",
};

/** Names for the part numbers of cores found in servers, by implementer. */
const parts: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  0x41: {
    0xd03: "Cortex-A53",
    0xd07: "Cortex-A57",
    0xd08: "Cortex-A72",
    0xd0b: "Cortex-A76",
    0xd0c: "Neoverse-N1",
    0xd40: "Neoverse-V1",
    0xd49: "Neoverse-N2",
    0xd4f: "Neoverse-V2",
    0xd84: "Neoverse-V3",
    0xd8e: "Neoverse-N3",
  },
  0x43: { 0x0a1: "ThunderX", 0x0af: "ThunderX2" },
  0x46: { 0x001: "A64FX" },
  0x48: { 0xd01: "Kunpeng-920" },
  0xc0: { 0xac3: "Ampere-1", 0xac4: "Ampere-1a" },
};

/** The vendor behind an implementer code such as `0x41`; the code itself when it has no name here. */
export function armVendor(implementer: string): string {
  return implementers[Number(implementer)] ?? implementer;
}

/** The core behind an implementer and part code; the codes themselves when they have no name here. */
export function armCore(implementer: string, part: string): string {
  return parts[Number(implementer)]?.[Number(part)] ?? `${armVendor(implementer)} part ${part}`;
}
