import type { Until } from "../../benchmarks/settings.ts";
import type { SuiteImage } from "../../suite_image.ts";
import { formatDuration } from "../../number_format.ts";

/** `until ±1 % or 30 min 0 s`. */
export function untilWords({ percent, budgetSeconds }: Until): string {
  return `until ±${percent} % or ${formatDuration(budgetSeconds)}`;
}

/** `vcpu-bench:cuda 0.1.0 (1a2b3c4d5e6f) on nvidia/cuda:12.9.2-base-ubuntu24.04@sha256:…`, as far as it is known. */
export function imageWords({ name, version, revision, base, baseDigest }: SuiteImage): string {
  return [
    name,
    ...(version === null ? [] : [version]),
    ...(revision === null ? [] : [`(${revision.slice(0, 12)})`]),
    ...(base === null ? [] : [`on ${base}${baseDigest === null ? "" : `@${baseDigest}`}`]),
  ].join(" ");
}
