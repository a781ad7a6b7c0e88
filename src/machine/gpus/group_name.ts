import type { Gpu } from "../facts.ts";

/** The name of the GPU group that results of this machine belong to. */
export type GroupName =
  | { readonly kind: "name"; readonly name: string }
  /** GPUs of different models have no name in common. */
  | { readonly kind: "mixed"; readonly models: readonly string[] };

const longestName = 100;

/** `nvidia-h200` for any number of `NVIDIA H200`, `no-gpu` for none. */
export function groupName(gpus: readonly Pick<Gpu, "model" | "vendor">[]): GroupName {
  const models = Array.from(new Set(gpus.map(({ model }) => model)));
  const names = Array.from(new Set(gpus.map(slug)));
  const [name = "no-gpu", another] = names;
  return another === undefined ? { kind: "name", name } : { kind: "mixed", models };
}

function slug({ model, vendor }: Pick<Gpu, "model" | "vendor">): string {
  const words = model
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const name = words.split("-").includes(vendor) ? words : `${vendor}-${words}`;
  return name.slice(0, longestName).replace(/-$/, "");
}
