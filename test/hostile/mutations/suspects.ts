import { at, isObject, type Json, type Place, replaced } from "../json.ts";
import type { Mutation } from "./mutation.ts";
import { ofMetadata } from "./metadata.ts";

/** Places that a document has for sure, as far as it is one of ours. */
const run: Place = ["runs", 0];
const machine: Place = [...run, "machine"];
const devices: Place = [...machine, "gpus", "devices"];

function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

function mapped(json: Json, place: Place, change: (item: { [key: string]: Json }, i: number) => Json): Json {
  const list = at(json, place);
  if (!Array.isArray(list)) return json;
  return (
    replaced(
      json,
      place,
      list.map((item, i) => (isObject(item) ? change(item, i) : item)),
    ) ?? json
  );
}

function repeated(
  json: Json,
  place: Place,
  count: number,
  change: (item: Json, i: number) => Json,
): Json | undefined {
  const list = at(json, place);
  const [first] = Array.isArray(list) ? list : [];
  return first === undefined
    ? undefined
    : replaced(
        json,
        place,
        numbers(0, count).map((i) => change(first, i)),
      );
}

function withKeys(item: Json, more: { [key: string]: Json }): Json {
  return isObject(item) ? { ...item, ...more } : item;
}

/** Documents of the right types that would make a program count, list or draw without end. */
export const suspectMutations: readonly Mutation[] = [
  ofMetadata("GPUs of enormous numbers", (json, { oneOf }) => {
    const index = oneOf([1e9, 4_294_967_295, Number.MAX_SAFE_INTEGER]);
    const made = mapped(json, devices, (gpu, i) => ({ ...gpu, index: index - i }));
    return replaced(
      made,
      [...machine, "gpus", "interconnect"],
      [{ from: index, to: index - 1, link: "SYS" }],
    );
  }),
  ofMetadata("trials on GPUs of enormous numbers", (json, { oneOf }) =>
    mapped(json, [...run, "trials"], (trial) => ({
      ...trial,
      gpuLoad: [
        {
          gpu: oneOf([1e9, 4_294_967_295]),
          samples: 1e15,
          busySamples: 1e15,
          smClockMHz: { min: -1e308, median: 1e308, max: 5e-324 },
          memoryClockMHz: null,
          temperatureC: { min: 0, median: 0, max: 0 },
          powerWatts: null,
          throttleReasons: ["hw_slowdown", "__proto__"],
          pcieGeneration: -1,
          pcieWidth: 1e9,
        },
      ],
    })),
  ),
  ofMetadata("very many GPUs", (json) =>
    repeated(json, devices, 300, (gpu, index) => withKeys(gpu, { index, address: `0000:${index}:00.0` })),
  ),
  ofMetadata("very many nodes", (json) =>
    repeated(json, [...machine, "numa", "nodes"], 300, (node, id) =>
      withKeys(node, { id, cpus: String(id), distances: numbers(0, 300) }),
    ),
  ),
  ofMetadata("nodes without and with too many distances", (json) =>
    repeated(json, [...machine, "numa", "nodes"], 4, (node, i) =>
      withKeys(node, { id: i - 1, distances: numbers(-1, 3 * i), memoryBytes: -1, availableBytes: 1e308 }),
    ),
  ),
  ofMetadata("every CPU that can be named", (json) =>
    ["online", "allowed"].reduce<Json>(
      (made, key) => replaced(made, [...machine, "cpu", key], "0-65535") ?? made,
      json,
    ),
  ),
  ofMetadata("a list of CPUs that names each of them very often", (json) =>
    replaced(json, [...machine, "cpu", "allowed"], Array.from({ length: 200 }, () => "0-65535").join(",")),
  ),
  ofMetadata("caches of no size and of every size", (json) =>
    mapped(json, [...machine, "caches"], (cache, i) => ({
      ...cache,
      level: i === 0 ? -1 : 1e9,
      sizeBytes: i % 2 === 0 ? 0 : 1e308,
      sharedBy: i % 2 === 0 ? [] : ["0-65535", ""],
    })),
  ),
  ofMetadata("rounds without end", (json, { oneOf }) => {
    const rounds = oneOf([1e15, Number.MAX_SAFE_INTEGER]);
    const made = mapped(json, [...run, "trials"], (trial, i) => ({ ...trial, round: rounds - i }));
    return replaced(made, [...run, "settings", "rounds"], rounds);
  }),
  ofMetadata("very many trials", (json) =>
    repeated(json, [...run, "trials"], 3000, (trial, i) => withKeys(trial, { round: 1 + i })),
  ),
  ofMetadata("very many runs", (json) =>
    repeated(json, ["runs"], 60, (own, i) => withKeys(own, { id: i + 1 })),
  ),
  ofMetadata("runs of one number", (json) => repeated(json, ["runs"], 3, (own) => withKeys(own, { id: 1 }))),
  ofMetadata("noise out of all bounds", (json, { oneOf }) =>
    mapped(json, [...run, "trials"], (trial) => ({
      ...trial,
      noise: {
        wallSeconds: oneOf([0, -1, 5e-324, 1e308]),
        cpuSeconds: 1e308,
        stealSeconds: oneOf([1e308, -1, null]),
        otherCpuSeconds: oneOf([1e308, 5e-324, null]),
        involuntarySwitches: 1e308,
        pressureSeconds: -1e308,
        harnessCpuSeconds: 1e308,
        samplerCpuSeconds: 1e308,
      },
    })),
  ),
  ofMetadata("another boot each run", (json, { among }) =>
    repeated(
      json,
      ["runs"],
      4,
      (own, i) =>
        replaced(withKeys(own, { id: i + 1 }), ["machine", "bootId"], among(["a", "b", "", null])) ?? own,
    ),
  ),
  ofMetadata("lengths of files that are not so", (json, { among }) =>
    replaced(json, ["committed"], {
      "samples.csv": among([0, 1, 70, 1000, Number.MAX_SAFE_INTEGER]),
      "stream.txt": 1e15,
      "proto.txt": 0,
    }),
  ),
  ofMetadata("files that no folder has", (json, { among }) =>
    replaced(json, ["committed", among(["../../etc/passwd", "__proto__", "a.txt/../b.txt", "x.html"])], 1),
  ),
];
