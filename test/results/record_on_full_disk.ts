import { unitOf } from "../../src/benchmarks/index.ts";
import { messageOf } from "../../src/caught.ts";
import { openWriter } from "../../src/results/writer.ts";
import { emptyRun, finishedTrial, metadataOf } from "./example.ts";

// Started with a limit on the size of files: the second trial is larger, so the system cuts its writing short.
const writer = await openWriter({
  folder: process.argv[2] ?? "",
  metadata: metadataOf([emptyRun]),
  clear: [],
  captures: [],
  unitOf,
});
await writer.record(finishedTrial(1));
const raw = [{ file: "cpu_single.txt", argv: ["x"], text: "x".repeat(1024 * 1024) }];
const said = await writer.record(finishedTrial(2, { raw })).then(() => "recorded", messageOf);
process.stdout.write(said);
