import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Dockerfile, parseDockerfile } from "./dockerfile.ts";

/** The checkout that these tests are of. */
export const checkout = join(import.meta.dir, "../..");

/** What follows `Dockerfile.` in the names of ours, and `vcpu-bench:` in those of the images. */
export const imageKinds = ["cpu", "cuda", "rocm"] as const;

export type ImageKind = (typeof imageKinds)[number];

export async function readDockerfile(kind: ImageKind): Promise<Dockerfile> {
  return parseDockerfile(await readFile(join(checkout, `Dockerfile.${kind}`), "utf8"));
}
