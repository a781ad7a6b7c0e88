import type { Chance } from "../chance.ts";
import { type Folder, textOf, withText } from "../folder.ts";
import { payloads } from "../payloads.ts";
import { isObject, type Json, replaced } from "../json.ts";
import type { Mutation } from "./mutation.ts";
import { hostileNumbers } from "./metadata.ts";

const file = "samples.csv";
const valueAt = 5;
const coordinatesAt = 4;

/** metadata.json that says of samples.csv that all of it is whole, where it still can say so. */
function committed(folder: Folder): Folder {
  try {
    const json: Json = JSON.parse(textOf(folder, "metadata.json") ?? "");
    if (!isObject(json) || !isObject(json["committed"] ?? null)) return folder;
    const bytes = Buffer.byteLength(textOf(folder, file) ?? "");
    const made = replaced(json, ["committed"], { ...Object(json["committed"]), [file]: bytes });
    return withText(folder, "metadata.json", JSON.stringify(made));
  } catch {
    return folder;
  }
}

/** Makes a mutation of what it does to the lines of samples.csv, the header first. */
function ofLines(
  name: string,
  change: (lines: readonly string[], chance: Chance) => readonly string[],
  end = "\n",
): Mutation {
  return {
    name,
    mutate(folder, chance) {
      const text = textOf(folder, file);
      if (text === null) return folder;
      const lines = change(text.trimEnd().split("\n"), chance);
      return committed(withText(folder, file, lines.map((line) => `${line}${end}`).join("")));
    },
  };
}

/** Of what it does to the cells of some of the rows. */
function ofCells(
  name: string,
  change: (cells: readonly string[], chance: Chance, row: number) => readonly string[],
): Mutation {
  return ofLines(name, ([header = "", ...rows], chance) => {
    const share = chance.fraction() ** 2;
    return [
      header,
      ...rows.map((row, i) =>
        chance.fraction() < share ? change(row.split(","), chance, i).join(",") : row,
      ),
    ];
  });
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Cells with another one in a place, if there is such a place. */
function withCell(cells: readonly string[], place: number, by: string): string[] {
  return cells.map((cell, i) => (i === place ? by : cell));
}

function columnsOf(lines: readonly string[], change: (cells: string[]) => string[]): string[] {
  return lines.map((line) => change(line.split(",")).join(","));
}

/** Coordinates of the right form that nothing was measured at. */
const hostileCoordinates: readonly string[] = [
  "size=0",
  "size=-1",
  "size=99999999999999999999999999",
  `size=${"9".repeat(400)}`,
  "size=abc",
  "size=1 size=2",
  "constructor=1 toString=2",
  "valueOf=x size=4096",
  "cpuNode=1000000000 memoryNode=-5",
  "node=a",
  "kernel=javascript:alert",
  "kernel=-1+1",
  "kernel=--",
  "x=..",
  "from=0 to=0",
  "gpu=4294967295",
];

function decimal(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** What a stranger, a spreadsheet or a broken program may have made of samples.csv. */
export const samplesMutations: readonly Mutation[] = [
  ofCells("cells that mean something elsewhere", (cells, { among, below }) =>
    withCell(cells, below(cells.length), quoted(among(payloads))),
  ),
  ofCells("every word of a row", (cells, { among }) =>
    cells.map((cell, i) => ([2, 3, 6, 7].includes(i) ? quoted(among(payloads)) : cell)),
  ),
  ofLines("a word in all rows alike", (lines, { oneOf, among }) => {
    const [header = "", ...rows] = lines;
    const column = oneOf([2, 3, 6, 7]);
    const payload = quoted(among(payloads));
    return [header, ...columnsOf(rows, (cells) => withCell(cells, column, payload))];
  }),
  ofCells("values out of all bounds", (cells, { among }) =>
    withCell(cells, valueAt, decimal(among(hostileNumbers))),
  ),
  ofLines("all values one", (lines, { among }) => {
    const [header = "", ...rows] = lines;
    const value = decimal(among(hostileNumbers));
    return [header, ...columnsOf(rows, (cells) => withCell(cells, valueAt, value))];
  }),
  ofLines("all values stretched", (lines, { oneOf }) => {
    const [header = "", ...rows] = lines;
    const factor = oneOf([1e300, 1e-300, -1, 1e-320, 1e15]);
    return [
      header,
      ...columnsOf(rows, (cells) => withCell(cells, valueAt, decimal(factor * Number(cells[valueAt])))),
    ];
  }),
  ofCells("values that are none", (cells, { oneOf }) =>
    withCell(
      cells,
      valueAt,
      oneOf(["NaN", "Infinity", "1e999", "", "0x10", "1,5", "١", "1e-400", "-", "1_000"]),
    ),
  ),
  ofCells("counts that are none, or enormous", (cells, { oneOf, below }) =>
    withCell(cells, below(2), oneOf(["0", "-1", "999999999", "1e3", "9999999999", "1.5", "", "007"])),
  ),
  ofCells("coordinates of nothing", (cells, { among }) =>
    withCell(cells, coordinatesAt, among(hostileCoordinates)),
  ),
  ofLines("coordinates of very many places", ([header = "", ...rows]) => [
    header,
    ...columnsOf(rows.slice(0, 400), (cells) => cells),
    ...Array.from(
      { length: 600 },
      (_, i) =>
        `1,1,stream,stream-numa.rate,cpuNode=${i % 25} kernel=triad memoryNode=${Math.floor(i / 25)},${i},MB/s,stream,`,
    ),
    ...Array.from(
      { length: 300 },
      (_, i) => `1,1,mem-latency,mem-latency.load,pages=huge${i} size=${i},${i},ns,pointer-chase,`,
    ),
  ]),
  ofLines("CRLF", (lines) => lines, "\r\n"),
  ofLines("all cells quoted", (lines) => columnsOf(lines, (cells) => cells.map(quoted))),
  ofCells("a quote that nothing closes", (cells, { below }) => withCell(cells, below(cells.length), `"x`)),
  ofCells("a quote within", (cells, { below }) => withCell(cells, below(cells.length), `x"y"z`)),
  ofLines("a column less", (lines, { below }) => {
    const column = below(9);
    return columnsOf(lines, (cells) => cells.toSpliced(column, 1));
  }),
  ofLines("a column more", (lines, { below, among }) => {
    const [column, payload] = [below(9), quoted(among(payloads))];
    return columnsOf(lines, (cells) => cells.toSpliced(column, 0, payload));
  }),
  ofLines("columns in another order", (lines, { below }) => {
    const shift = 1 + below(8);
    return columnsOf(lines, (cells) => [...cells.slice(shift), ...cells.slice(0, shift)]);
  }),
  ofLines("another header", ([, ...rows], { oneOf, among }) => [
    oneOf([
      quoted(among(payloads)),
      "__proto__,constructor,toString,valueOf,a,b,c,d,e",
      "run,run,run,run,run,run,run,run,run",
      ",,,,,,,,",
      "",
      "run;round;benchmark;metric;coordinates;value;unit;tool;conditions",
    ]),
    ...rows,
  ]),
  ofCells("rows of another length", (cells, { below }) =>
    cells.slice(0, below(12)).concat(",".repeat(below(4))),
  ),
  ofLines("rows very often", ([header = "", ...rows], { below }) => [
    header,
    ...Array.from({ length: 1 + below(6) }, () => rows).flat(),
  ]),
  ofLines("rows in any order", ([header = "", ...rows], { fraction }) => [
    header,
    ...rows
      .map((row) => ({ row, place: fraction() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ row }) => row),
  ]),
  ofLines("no header", ([, ...rows]) => rows),
  ofLines("a header alone", ([header = ""]) => [header]),
  ofCells("a cell of enormous length", (cells, { below }) =>
    below(40) === 0 ? withCell(cells, below(cells.length), "x".repeat(100_000)) : cells,
  ),
];
