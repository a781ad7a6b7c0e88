import type { MachineFacts } from "../machine/facts.ts";
import { type Command, type Output, type Reading, type Tool } from "./benchmark.ts";
import { parseBandwidthTest, type BandwidthTestReport } from "./formats/bandwidth_test.ts";
import { hasGpusOf } from "./gpu_applicability.ts";
import { assertAskedGpu } from "./gpu_identity.ts";
import { bandwidthTestSamples, samplesOfRuns } from "./samples/gpu_bandwidth.ts";

/** It measures once a process, so this many processes make what is one for other tools. */
const runs = 5;

/** A process and its CUDA context; the few copies take no time beside that. */
const expectedSeconds = 2;

function commands(machine: MachineFacts): Command[] {
  return machine.gpus.devices.flatMap(({ index }) =>
    Array.from({ length: runs }, () => ({
      arguments: ["--memory=pinned", `--device=${index}`],
      environment: {},
      binding: null,
      gpus: [index],
      at: { gpu: index },
      rawFile: "gpu_bandwidth.txt",
      expectedSeconds,
      limitSeconds: 60,
    })),
  );
}

function reportOf({ command, stdout }: Output): BandwidthTestReport {
  const report = parseBandwidthTest(stdout);
  assertAskedGpu(report.gpu, command);
  return report;
}

/** The last of a GPU's runs gives the samples of all of them; where one failed, there are too few for a median. */
function parse(output: Output): Reading {
  const earlier = output.before.filter(({ command: { at } }) => at["gpu"] === output.command.at["gpu"]);
  const measured = [...earlier, output].map((run) => bandwidthTestSamples(reportOf(run)));
  return { samples: measured.length < runs ? [] : samplesOfRuns(measured), remarks: [] };
}

export const bandwidthTest: Tool = {
  id: "bandwidthTest",
  label: "CUDA's bandwidthTest, its device to device figure halved so that each byte counts once",
  program: {
    kind: "path",
    name: "bandwidthTest",
    origin: "in extras/demo_suite of the package cuda-demo-suite",
  },
  versionArguments: ["--help"],
  supports: hasGpusOf("nvidia"),
  commands,
  parse,
};
