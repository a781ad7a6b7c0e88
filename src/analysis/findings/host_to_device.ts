import { formatNumber } from "../../number_format.ts";
import { linkWords, type LinkState } from "../pcie_link.ts";
import type { SummaryRow } from "../summary.ts";
import { degradedLinks } from "./degraded_links.ts";
import type { Finding } from "./finding.ts";
import { gpuNames } from "./gpu_words.ts";
import { isBareMetal } from "./host_of_guest.ts";
import { pcieRate } from "./pcie_rate.ts";
import type { Case, Rule } from "./rule.ts";
import { worseSiblings } from "./siblings.ts";
import { trustedRows } from "./trusted_rows.ts";
import { percentWords } from "./words.ts";

const directions: Readonly<Record<string, string>> = {
  "gpu-bandwidth.h2d": "Host to device",
  "gpu-bandwidth.d2h": "Device to host",
};

/**
 * Below this share of what a link carries, copies wait for something else. Packets that carry 64 bytes of data, the
 * shortest that reads are answered with, leave 76 % (64 of 84 bytes), and the usual 12 GB/s of Gen3 ×16 and 25 GB/s of
 * Gen4 ×16 are 76 and 79 %.
 */
const leastShare = 0.7;
/** Pinned copies over Gen5 ×16 reach 53 to 55 GB/s in VMs, 84 to 87 %: there, less is missing already. */
const leastShareOfGen5 = 0.75;

/** Copies that are too slow for their link. */
interface Slow {
  readonly gpu: number;
  readonly direction: string;
  readonly row: SummaryRow;
  readonly link: LinkState;
  readonly carried: number;
}

function slowOnes(of: Case): Slow[] {
  // A slow link, and a GPU that is slow among its like, are findings of their own and explain slow copies.
  const explained = new Set([
    ...degradedLinks(of).map(({ gpu }) => gpu),
    ...worseSiblings(of).flatMap(({ gpu, trait }) => (trait.kind === "copies" ? gpu : [])),
  ]);
  const rows = Object.keys(directions).flatMap((metric) => trustedRows(of, metric));
  return rows.flatMap((row): Slow[] => {
    const direction = directions[row.metric];
    const { gpu } = row.at;
    if (direction === undefined || typeof gpu !== "number") return [];
    const load = of.gpuLoads.find((one) => one.benchmark === "gpu-bandwidth" && one.gpu === gpu);
    const link = load?.link ?? null;
    if (link === null || explained.has(gpu)) return [];
    const carried = pcieRate(link);
    const least = link.generation === 5 ? leastShareOfGen5 : leastShare;
    // The interval's end, so that noise accuses nobody.
    if (carried === null || row.high >= least * carried) return [];
    return [{ gpu, direction, row, link, carried }];
  });
}

const adviceToHost = [
  "Look at the charts by memory node: where one node is fast, run the program there (numactl --cpunodebind=N --membind=N).",
  "Boot with iommu=pt, so that what the GPU reads and writes is not translated.",
];

const adviceToGuest = [
  "Lay the guest's memory and vCPUs on the GPU's host node (on the host: cat /sys/bus/pci/devices/GPU/numa_node): " +
    "<numatune><memory mode='strict' nodeset='N'/></numatune> and <vcpupin> to CPUs of node N; numastat -p QEMU-PID shows " +
    "where the memory lies.",
  "Back the guest with huge pages (<memoryBacking><hugepages/></memoryBacking>): with 4 KiB pages the IOMMU may not keep up " +
    "with translating what the GPU reads and writes; and give the guest no <iommu> of its own unless it needs one.",
  "A confidential guest (TDX, SEV-SNP) copies through bounce buffers: there, this is what it costs.",
];

const adviceToBoth =
  "On the host, compare DevCtl of GPU and root port (lspci -vv): MaxPayload of both 256 bytes or more, MaxReadReq 512 or more, " +
  "RlxdOrd+; and let neither power saving of PCIe (pcie_aspm.policy=performance) nor deep idle states of the CPUs slow it.";

function find(of: Case): Omit<Finding, "rule">[] {
  const slow = slowOnes(of);
  const [worst] = slow.toSorted((a, b) => a.row.median / a.carried - b.row.median / b.carried);
  const { machine } = of.configuration;
  if (worst === undefined || machine === null) return [];
  const gpus = Array.from(new Set(slow.map(({ gpu }) => gpu)));
  const link = linkWords(worst.link);
  return [
    {
      severity: "cost",
      sentence:
        `${worst.direction} copies of GPU ${worst.gpu} reach ${formatNumber(worst.row.median)} GB/s, ` +
        `${percentWords(worst.row.median / worst.carried)} of the ${formatNumber(worst.carried)} GB/s that its PCIe link ` +
        `(${link}) carries${gpus.length > 1 ? `, the least of ${gpuNames(gpus)}` : ""}.`,
      evidence: [
        { label: "PCIe link under load", value: link, unit: null },
        { label: "What the link carries", value: worst.carried, unit: "GB/s" },
        ...slow.map(({ gpu, direction, row }) => ({
          label: `${direction}, GPU ${gpu}`,
          value: row.median,
          unit: row.unit,
        })),
      ],
      advice: [...(isBareMetal(machine) ? adviceToHost : adviceToGuest), adviceToBoth],
    },
  ];
}

/** Pinned copies that are slower than a PCIe link that is as it should be lets them be. */
export const hostToDevice: Rule = { id: "host-to-device", find };
