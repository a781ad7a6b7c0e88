import { join } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import { readSuiteImage, type SuiteImage } from "./suite_image.ts";

export const suiteVersion: string = packageJson.version;

const root = join(import.meta.dir, "..");

/** Where the compiled kernels lie. */
export const kernelsFolder = join(root, "kernels", "build");

/** Where the scripts for torch lie. */
export const scriptsFolder = join(root, "kernels", "gpu");

/** The container image of ours that this runs in, as the image itself says; null outside one. */
export const suiteImage: SuiteImage | null = readSuiteImage(join(root, "image.json"));
