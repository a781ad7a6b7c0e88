import { readFileSync } from "node:fs";
import { z } from "zod";
import { codeOf, messageOf } from "./caught.ts";
import { UsageError } from "./usage_error.ts";

const stated = z
  .string()
  .nullable()
  .transform((text) => (text === "" ? null : text));

/** What a container image of ours says of itself; null is what it was not told when it was built. */
export const suiteImageSchema = z.object({
  /** With its tag: `vcpu-bench:cuda`. */
  name: z.string().min(1),
  version: stated,
  /** The commit that it was built from. */
  revision: stated,
  /** The image that it is made on, with its tag. */
  base: stated,
  /** `sha256:…` */
  baseDigest: stated,
});

export type SuiteImage = z.infer<typeof suiteImageSchema>;

/**
 * What the image says in its file; null where there is no file, outside an image.
 * @throws UsageError when the file cannot be read or is no such description.
 */
export function readSuiteImage(file: string): SuiteImage | null {
  try {
    return suiteImageSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    const because =
      error instanceof z.ZodError ? z.prettifyError(error).replaceAll(/\s+/g, " ") : messageOf(error);
    throw new UsageError(`${file} does not describe a container image (${because}): build the image anew.`);
  }
}
