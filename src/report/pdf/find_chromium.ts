import { UsageError } from "../../usage_error.ts";

/** In order of preference; all three print pages in the same way. */
const programs = ["chromium", "chromium-headless-shell", "google-chrome"] as const;

/**
 * Path of the Chromium that prints reports: the one that CHROMIUM names in the environment, or else the first on its
 * PATH.
 *
 * @throws UsageError when there is none, naming how to get one.
 */
export function findChromium(environment: Readonly<Record<string, string | undefined>>): string {
  const PATH = environment["PATH"] ?? "";
  const named = environment["CHROMIUM"] ?? "";
  if (named !== "") {
    const found = Bun.which(named, { PATH });
    if (found !== null) return found;
    throw new UsageError(
      `CHROMIUM names ${named}, which is no program that can be started: set it to the path of one, or unset it.`,
    );
  }
  for (const program of programs) {
    const found = Bun.which(program, { PATH });
    if (found !== null) return found;
  }
  throw new UsageError(
    "a report as .pdf needs Chromium and there is none on the PATH: apt-get install chromium, " +
      "or let the image that has it write it: docker compose run --rm report.",
  );
}
