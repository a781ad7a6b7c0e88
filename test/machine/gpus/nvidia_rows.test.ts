import { describe, expect, test } from "bun:test";
import { readNvidiaRows } from "../../../src/machine/gpus/nvidia_rows.ts";
import { fixture } from "./tools.ts";

const facts = fixture("nvidia-smi/facts.csv");
const [first = "", second = ""] = facts.split("\n");

const h200 = {
  number: 0,
  uuid: "GPU-b38c76b7-8637-e19c-0988-2a2511330a06",
  name: "NVIDIA H200",
  address: "0000:00:06.0",
  driver: "580.159.04",
  memoryBytes: 143_771 * 1024 ** 2,
  ecc: true,
  mig: false,
  powerLimitWatts: 700,
};

describe("rows", () => {
  test("two H200 (captured)", () => {
    const { rows, broken } = readNvidiaRows(facts);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(h200);
    expect(rows[1]).toMatchObject({ number: 1, address: "0000:00:07.0" });
    expect(broken).toEqual([]);
  });

  test.each([
    ["with commas", "NVIDIA, H200, 141 GB"],
    ["with brackets", "NVIDIA [N/A] H200"],
    ["with odd characters", "Грaphics \u2122 (x) 'y' \"z\""],
  ])("a name %s", (_, name) => {
    expect(readNvidiaRows(first.replace("NVIDIA H200", name)).rows).toEqual([{ ...h200, name }]);
  });

  test.each(["[N/A]", "[Not Supported]", "N/A", "[Insufficient Permissions]"])(
    "%s is what is not said",
    (unsaid) => {
      const line = first
        .replace("143771", unsaid)
        .replace("Enabled", unsaid)
        .replace("Disabled", unsaid)
        .replace("700.00", unsaid);
      expect(readNvidiaRows(line).rows).toEqual([
        { ...h200, memoryBytes: null, ecc: null, mig: null, powerLimitWatts: null },
      ]);
    },
  );

  test("a GPU in another PCI domain", () => {
    const line = first.replace("00000000:00:06.0", "00010001:C1:00.0");
    expect(readNvidiaRows(line).rows[0]?.address).toBe("10001:c1:00.0");
  });
});

describe("broken rows", () => {
  test.each([
    ["GPU is lost", `1${", [GPU is lost]".repeat(8)}`],
    ["Unknown Error", second.replace("700.00", "[Unknown Error]")],
    ["GPU requires reset", second.replace("143771", "[GPU requires reset]")],
    ["GPU is lost", second.replace("143771", "[GPU is lost\u001B[2J, or so]")],
  ])("%s", (words, line) => {
    const { rows, broken } = readNvidiaRows(`${first}\n${line}\n`);
    expect(rows).toEqual([h200]);
    expect(broken).toEqual([{ number: 1, words }]);
  });

  test.each([
    ["cut short", second.slice(0, 60)],
    ["cut short in its last number", second.slice(0, -1)],
    ["without a number where one belongs", second.replace("143771", "143771 MiB")],
    ["with another word for a mode", second.replace("Enabled", "Perhaps")],
    ["with a name that would drive a terminal", second.replace("NVIDIA H200", "NVIDIA \u001B[31mH200")],
    ["with a name that turns the direction of writing", second.replace("NVIDIA H200", "NVIDIA \u202EH200")],
    ["with a name without end", second.replace("NVIDIA H200", "H".repeat(101))],
    ["without a PCI address", second.replace("00000000:00:07.0", "00:07.0")],
  ])("a row %s is never half a GPU", (_, line) => {
    expect(readNvidiaRows(line)).toEqual({ rows: [], broken: [{ number: 1, words: null }] });
  });

  test("warnings and messages are no rows", () => {
    const text = "WARNING: infoROM is corrupted at gpu 0000:00:06.0\nNo devices were found\n\n";
    expect(readNvidiaRows(text)).toEqual({ rows: [], broken: [] });
  });
});
