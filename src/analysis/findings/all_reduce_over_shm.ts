import { formatPlural } from "../../number_format.ts";
import { gpuLinksOf, p2pTurnedOffBy, pastLinks, pastP2p } from "./all_reduce_ways.ts";
import type { Finding } from "./finding.ts";
import { isBareMetal } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";

const adviceToPerson = "Unset NCCL_P2P_DISABLE, which the environment of this program has.";

const adviceToAll = [
  "Ask the driver why: nvidia-smi topo -p2p r says CNS or NS for each two GPUs without P2P (GeForce cards have none at all), and " +
    "nvidia-smi topo -m how far apart they are: PIX and PXB share a switch, PHB a root complex, NODE and SYS neither.",
  "Choose GPUs under one PCIe switch or root complex for one guest (on the host: lspci -tv, nvidia-smi topo -m): between " +
    "sockets, NCCL takes host memory by choice; NCCL_P2P_LEVEL=SYS lets it try P2P all the same.",
  "On the host, ACS sends what one GPU writes to another up to the root complex (lspci -vvv: ACSCtl with ReqRedir+ and " +
    "CmpltRedir+ on the ports between them). It may be off on bare metal; for guests it is what keeps them apart, so there turn " +
    "it off only on a host whose GPUs all belong to one guest.",
  "A larger /dev/shm (docker --shm-size) makes this way possible and no faster.",
];

const adviceToGuest =
  "In a guest, NVIDIA's driver has to be told which GPUs reach each other, since it sees made-up bridges: QEMU's property " +
  "x-nv-gpudirect-clique, the same number for each <hostdev> of a group (<qemu:override><qemu:device alias='ua-gpu0'>" +
  "<qemu:frontend><qemu:property name='x-nv-gpudirect-clique' type='unsigned' value='0'/>…).";

const adviceOnLinks =
  "Another configuration of this group is shown NVLink or XGMI between its GPUs and this one is not: give the guest all GPUs that " +
  "are joined, and NVSwitches or a partition of the fabric manager with them.";

function find({ configuration, summary, others }: Case): Omit<Finding, "rule">[] {
  const { machine } = configuration;
  const reached = pastP2p(summary);
  const by = p2pTurnedOffBy(configuration);
  // The preset for AMD's virtual functions takes this way on purpose.
  if (machine === null || reached === null || by === "preset") return [];
  const links = gpuLinksOf(machine);
  // Past links that are there, it is the rule p2p-disabled that speaks.
  if (pastLinks(summary, links) !== null) return [];
  const { ways, words, evidence } = reached;
  const areLinksElsewhere =
    links.words === null &&
    others.some((other) => other.machine !== null && gpuLinksOf(other.machine).words !== null);
  const isNvidia = machine.gpus.devices.some(({ vendor }) => vendor === "nvidia");
  return [
    {
      severity: "cost",
      sentence:
        `The all-reduce over ${formatPlural(machine.gpus.devices.length, "GPU")} went through ${ways}, at ${words}: without P2P, every byte ` +
        "is written to the host's memory and read from it again on its way from one GPU to the next.",
      evidence: [
        ...evidence,
        {
          label: "Between the GPUs",
          value:
            Array.from(new Set(machine.gpus.interconnect.map(({ link }) => link))).join(", ") || "not known",
          unit: null,
        },
      ],
      advice: [
        ...(by === "person" ? [adviceToPerson] : []),
        ...(areLinksElsewhere ? [adviceOnLinks] : []),
        ...adviceToAll,
        ...(isNvidia && !isBareMetal(machine) ? [adviceToGuest] : []),
      ],
    },
  ];
}

/** An all-reduce between GPUs without links of their own that could not take PCIe from GPU to GPU either. */
export const allReduceOverShm: Rule = { id: "all-reduce-over-shm", find };
