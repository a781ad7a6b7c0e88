import { join } from "node:path";
import { fakeProgram } from "../../e2e/fake_program.ts";

/**
 * Writes a shell script that stands in for Chromium; `$page`, `$pdf` and `$profile` are the paths that it is given.
 * @returns its path.
 */
export async function fakeChromium(folder: string, script: string): Promise<string> {
  const readWords = `for word; do
  case "$word" in
    --print-to-pdf=*) pdf=\${word#*=} ;;
    --user-data-dir=*) profile=\${word#*=} ;;
    file://*) page=\${word#file://} ;;
  esac
done`;
  await fakeProgram(folder, "fake-chromium", `${readWords}\n${script}`);
  return join(folder, "fake-chromium");
}
