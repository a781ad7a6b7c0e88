import { parseArgs } from "node:util";
import { failuresOf, seedsPerTree, words } from "../../test/hostile/seeds.ts";

const { values } = parseArgs({
  options: { folders: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const [folders, first] = [Number(values.folders), Number(values.seed)];
if (!Number.isSafeInteger(folders) || folders < 1 || !Number.isSafeInteger(first))
  throw new RangeError("--folders and --seed take whole numbers");

const started = performance.now();
let failed = 0;
for (let from = first; from < first + folders; from += seedsPerTree) {
  const length = Math.min(seedsPerTree, first + folders - from);
  const failures = await failuresOf(Array.from({ length }, (_, i) => from + i));
  for (const failure of failures) process.stdout.write(`${words(failure)}\n`);
  failed += failures.length;
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
process.stdout.write(
  `${folders} hostile folders from seed ${first} on in ${seconds} s: ${failed === 0 ? "all well" : `${failed} failed`}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
