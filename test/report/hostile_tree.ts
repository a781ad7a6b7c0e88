import type { Configuration, ResultTree } from "../../src/results/configuration.ts";
import { bareConfiguration, rounds } from "./fake_catalogue.ts";

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

function hostile(name: string): Configuration {
  return bareConfiguration({
    gpu: name,
    config: name,
    directory: `results/${name}`,
    samples: rounds("juggling.rate", { object: "clubs", [name]: name }, [1, 2, 3], name),
    outcomes: [
      { benchmark: name, status: "failed", because: name, output: name, failedRounds: 1, rounds: 2 },
      { benchmark: name, status: "skipped", because: name },
    ],
    notices: [name],
  });
}

/** Every name in every place that text from disk can take. */
export const hostileTree: ResultTree = {
  configurations: hostileNames.map(hostile),
  problems: hostileNames.map((name) => ({ path: name, because: name })),
};
