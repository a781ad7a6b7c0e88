import { join } from "node:path";
import packageJson from "../package.json" with { type: "json" };

export const suiteVersion: string = packageJson.version;

const root = join(import.meta.dir, "..");

/** Where the compiled kernels lie. */
export const kernelsFolder = join(root, "kernels", "build");

/** Where the scripts for torch lie. */
export const scriptsFolder = join(root, "kernels", "gpu");

/** The container image that this runs in, as the image itself says; null outside one. */
export const suiteImage = process.env["VCPU_BENCH_IMAGE"] ?? null;
