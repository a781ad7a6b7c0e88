import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of test/fixtures/outputs, as README.md there describes it. */
export function capturedOutput(name: string): string {
  return readFileSync(join(import.meta.dir, "../../fixtures/outputs", name), "utf8");
}
