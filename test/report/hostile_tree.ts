import type { Configuration, ResultTree } from "../../src/results/configuration.ts";
import type { GpuLoad, Run } from "../../src/results/metadata.ts";
import { emptyRun } from "../results/example.ts";
import { bareConfiguration, near, rounds } from "./fake_catalogue.ts";
import { madeUpGpuLoad } from "./made_up_gpu.ts";
import { madeUpGpus, madeUpMachine } from "./made_up_machine.ts";

/** Names that a results folder may not have, but that a report must survive all the same. */
export const hostileNames: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(2)>',
  "'--><!-- </style></title>",
  "a|b\nc",
  "=cmd()",
  "+1",
  "-1",
  "@sum",
  "\tx",
  "\rx",
  "`$(reboot)` *bold* [link](javascript:alert(3)) ~x~ _y_",
  "\u202Egnp.exe",
  "&lt;",
  "</script><script>alert(4)</script>",
];

function hostileLoad(name: string): GpuLoad {
  const [load] = madeUpGpuLoad(
    madeUpMachine({ threads: 2, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(1) }),
    { transport: "SHM" },
    "nccl",
  );
  if (load === undefined) throw new RangeError("no GPU has been made up");
  return { ...load, throttleReasons: [name] };
}

function hostile(name: string): Configuration {
  return bareConfiguration({
    gpu: name,
    config: name,
    directory: `results/${name}`,
    samples: rounds("juggling.rate", { object: "clubs", [name]: name }, [1, 2, 3], name).map((sample) => ({
      ...sample,
      conditions: { [name]: name },
    })),
    outcomes: [
      { benchmark: name, status: "failed", because: name, output: name, failedRounds: 1, rounds: 2 },
      { benchmark: name, status: "skipped", because: name },
    ],
    notices: [name],
    machine: madeUpMachine({
      threads: 2,
      nodes: 1,
      hypervisor: name,
      gpus: {
        devices: madeUpGpus(2).devices.map((gpu) => ({ ...gpu, model: name, address: name })),
        driver: name,
        runtime: name,
        interconnect: [{ from: 0, to: 1, link: name }],
        problem: name,
      },
      environment: { [name]: name },
    }),
    gpuLoad: [{ benchmark: name, round: 1, load: hostileLoad(name) }],
    files: [{ name, bytes: null }],
  });
}

function hostileRun(name: string, { machine }: Configuration): Run {
  return {
    ...emptyRun,
    machine: machine ?? emptyRun.machine,
    tools: [{ benchmark: "juggling", id: "hands", label: name, path: name, version: name }],
  };
}

/** The same names side by side in one group, so that they are compared with one another. */
export const hostileGroup: ResultTree = {
  configurations: hostileNames.map((name, i) => {
    const configuration = hostile(name);
    return {
      ...configuration,
      gpu: hostileNames[0] ?? "",
      runs: [hostileRun(name, configuration)],
      gpuLoad: [{ benchmark: "juggling", round: 1, load: hostileLoad(name) }],
      samples: [
        ...rounds("juggling.rate", { object: "clubs" }, near(100 + 20 * (i % 3))),
        ...rounds("reach.time", { size: 4096, hand: name }, near(5)),
      ],
    };
  }),
  problems: [],
};

/** Every name in every place that text from disk can take. */
export const hostileTree: ResultTree = {
  configurations: hostileNames.map(hostile),
  problems: hostileNames.map((name) => ({ path: name, because: name })),
};
