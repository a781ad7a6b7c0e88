import { join } from "node:path";
import { readSuiteImage, type SuiteImage } from "./suite_image.ts";

const root = join(import.meta.dir, "..");

/** Where the compiled kernels lie. */
export const kernelsFolder = join(root, "kernels", "build");

/** Where the scripts for torch lie. */
export const scriptsFolder = join(root, "kernels", "gpu");

/** The container image of ours that this runs in, as the image itself says; null outside one. */
export const suiteImage: SuiteImage | null = readSuiteImage(join(root, "image.json"));
