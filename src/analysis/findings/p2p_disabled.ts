import { gpuLinksOf, onUnknownWay, p2pTurnedOffBy, pastLinks } from "./all_reduce_ways.ts";
import type { Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";

const adviceToPerson = [
  "Unset NCCL_P2P_DISABLE where it comes from: the environment of this program (docker -e, compose.yaml), and for other " +
    "programs /etc/nccl.conf and ~/.nccl.conf as well.",
  "Run the all-reduce again: nccl_log.txt must say 'via P2P', and its transport here P2P/NVLink or NVLS.",
];

const adviceOnPreset = [
  "Where these GPUs are whole ones and no virtual functions, run with NCCL_P2P_DISABLE=0 in the environment, which goes first.",
  "Of virtual functions (<hostdev> of a VF), leave it: they hang or fail with P2P.",
];

const adviceOnLinks = [
  "Look where the GPUs are used: nvidia-smi topo -p2p r must say OK for each two, nvidia-smi nvlink --status show active links, " +
    "and nccl_log.txt why NCCL did not take them.",
  "GPUs behind NVSwitches need the fabric manager: in the guest (systemctl status nvidia-fabricmanager) where the domain has a " +
    "<hostdev> for all GPUs and all NVSwitches, else on the host or in the service VM that has them, with a partition active " +
    "for just this guest's GPUs.",
  "Look for NCCL_P2P_LEVEL and NCCL_SHM_DISABLE in the environment and in /etc/nccl.conf.",
];

function find({ configuration, summary }: Case): Omit<Finding, "rule">[] {
  const { machine } = configuration;
  if (machine === null) return [];
  const links = gpuLinksOf(machine);
  const by = p2pTurnedOffBy(configuration);
  const known = pastLinks(summary, links);
  // With P2P off, a way that the log does not say is none over the links.
  const reached = known ?? (by === null ? null : onUnknownWay(summary));
  if (links.words === null || reached === null) return [];
  const { ways, words } = reached;
  const went = ways === "" ? "the all-reduce took another way" : `the all-reduce went through ${ways}`;
  const evidence = [
    { label: "Links between the GPUs", value: links.words, unit: null },
    ...reached.evidence,
    ...(by === null
      ? []
      : [
          {
            label: "NCCL_P2P_DISABLE set by",
            value: by === "person" ? "the environment" : "this suite",
            unit: null,
          },
        ]),
  ];
  if (by === "preset")
    return [
      {
        severity: "doubt",
        sentence:
          `This suite turns P2P off for AMD GPUs (NCCL_P2P_DISABLE=1), so ${went}, at ${words}, and says nothing about the ` +
          `${links.words} between them.`,
        evidence,
        advice: adviceOnPreset,
      },
    ];
  return [
    {
      severity: "cost",
      sentence:
        by === "person"
          ? `P2P is turned off (NCCL_P2P_DISABLE), so ${went}, at ${words}, although the GPUs are joined by ${links.words}.`
          : `The all-reduce went through ${ways}, at ${words}, although the GPUs are joined by ${links.words}.`,
      evidence,
      advice: by === "person" ? adviceToPerson : adviceOnLinks,
    },
  ];
}

/**
 * An all-reduce past the NVLink or XGMI that joins the GPUs: on two H200 it reaches 27 GB/s instead of 329. The
 * suite's own preset for AMD's virtual functions is on purpose, and no more than a doubt.
 */
export const p2pDisabled: Rule = { id: "p2p-disabled", find };
