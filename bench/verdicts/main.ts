/**
 * Evidence that verdicts can be believed; CONTRIBUTING.md quotes its figures.
 *
 *     bun bench/verdicts/main.ts simulate [--comparisons N]      equal and changed configurations of known truth
 *     bun bench/verdicts/main.ts repeated [--runs N] [DIR]       one configuration again and again, on this machine
 *     bun bench/verdicts/main.ts known [DIR]                     disturbances of known effect, on this machine (root)
 *     bun bench/verdicts/main.ts speed [--configurations N]
 *
 * DIR keeps what was measured, and what lies there already is not measured again.
 */
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    comparisons: { type: "string", default: "1000" },
    runs: { type: "string", default: "20" },
    configurations: { type: "string", default: "1000" },
  },
});
const [evidence = "", folder] = positionals;

// Each loads what it needs and no more, since one of them says how much memory that takes.
const kinds: Readonly<Record<string, () => Promise<string>>> = {
  simulate: async () => (await import("./report_simulation.ts")).reportSimulation(Number(values.comparisons)),
  repeated: async () => {
    const { repeatedly, reportRepeated } = await import("./repeated.ts");
    return reportRepeated(await repeatedly(folder ?? "results/repeated", Number(values.runs)));
  },
  known: async () => {
    const { measureKnown, reportKnown } = await import("./known.ts");
    return reportKnown(await measureKnown(folder ?? "results/known"));
  },
  speed: async () => (await import("./speed.ts")).reportSpeed(Number(values.configurations)),
};

const report = Object.hasOwn(kinds, evidence) ? kinds[evidence] : undefined;
if (report === undefined) {
  process.stderr.write(`name one of ${Object.keys(kinds).join(", ")}\n`);
  process.exitCode = 2;
} else process.stdout.write(`${await report()}\n`);
