import type { Gpu, MachineFacts } from "../../machine/facts.ts";
import { linkMaximum } from "../../analysis/pcie_link.ts";
import { formatBytes } from "../../number_format.ts";
import { interconnectLines } from "./gpu_facts.ts";
import type { Trait } from "./trait.ts";

const notShown = "not shown";

function switchWords(isOn: boolean | null): string {
  return isOn === null ? notShown : isOn ? "on" : "off";
}

/** What GPUs have: said once where they are alike, else with their numbers. */
function each(devices: readonly Gpu[], wordsOf: (gpu: Gpu) => string): string {
  const kinds = Array.from(Map.groupBy(devices, wordsOf));
  return kinds
    .map(([words, alike]) =>
      kinds.length === 1 ? words : `${words} (GPU ${alike.map(({ index }) => index).join(", ")})`,
    )
    .join(", ");
}

function linkText({ links: [own] }: Gpu): string {
  return own === undefined ? notShown : linkMaximum(own);
}

/** What the GPUs of a machine are before anything is measured; what a link does at rest says nothing. */
export function gpuTraits({ gpus, environment }: MachineFacts): Trait[] {
  const { devices, driver, runtime } = gpus;
  const total: Trait = { label: "GPUs", text: String(devices.length), isTelling: true };
  const variables = Object.entries(environment).map(([label, text]): Trait => ({
    label,
    text,
    missing: "not set",
    isTelling: true,
  }));
  // Where programs see no GPU there is nothing that its GPUs could have otherwise.
  if (devices.length === 0) return [total, ...variables];
  return [
    total,
    { label: "GPU model", text: each(devices, ({ model }) => model), isTelling: true },
    {
      label: "NUMA node of GPUs",
      text: each(devices, ({ numaNode }) =>
        numaNode === null ? notShown : String(numaNode).replace("-", "−"),
      ),
      isTelling: true,
    },
    {
      label: "GPU memory",
      text: each(devices, ({ memoryBytes }) => (memoryBytes === null ? notShown : formatBytes(memoryBytes))),
    },
    { label: "ECC", text: each(devices, ({ ecc }) => switchWords(ecc)) },
    { label: "MIG", text: each(devices, ({ mig }) => switchWords(mig)), isTelling: true },
    {
      label: "power limit",
      text: each(devices, ({ powerLimitWatts }) =>
        powerLimitWatts === null ? notShown : `${Math.round(powerLimitWatts)} W`,
      ),
      isTelling: true,
    },
    { label: "PCIe link at most", text: each(devices, linkText) },
    {
      label: "bridges above GPUs",
      text: each(devices, ({ links }) => String(Math.max(0, links.length - 1))),
    },
    { label: "GPU interconnect", text: interconnectLines(gpus).join(", ") || "none", under: ["GPUs"] },
    { label: "GPU driver", text: driver ?? notShown, isTelling: true },
    { label: "GPU runtime", text: runtime ?? notShown },
    ...variables,
  ];
}
