import { describe, expect, test } from "bun:test";
import { joined, parseNcclLog } from "../../../src/benchmarks/formats/nccl_log.ts";
import { lastNcclSize, parseNcclTable } from "../../../src/benchmarks/formats/nccl_table.ts";
import { damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const nvlink = capturedOutput("nccl-log-nvlink.txt");
const p2pOff = capturedOutput("nccl-log-p2p-off.txt");
const own = capturedOutput("nccl-log-own-two-h200.txt");

describe("captured logs", () => {
  test("two GPUs over NVLink", () => {
    expect(parseNcclLog(nvlink)).toEqual({
      version: "2.28.9+cuda13.0",
      transport: "P2P/NVLink",
      choices: new Map([
        [8, { algorithm: "RING", protocol: "LL", channels: 1 }],
        [4096, { algorithm: "RING", protocol: "LL", channels: 1 }],
        [2 ** 18, { algorithm: "RING", protocol: "LL", channels: 22 }],
        [2 ** 22, { algorithm: "RING", protocol: "SIMPLE", channels: 24 }],
        [2 ** 26, { algorithm: "RING", protocol: "SIMPLE", channels: 24 }],
        [2 ** 30, { algorithm: "RING", protocol: "SIMPLE", channels: 24 }],
      ]),
    });
  });

  test("the same two GPUs through shared memory", () => {
    const { transport, choices } = parseNcclLog(p2pOff);
    expect(transport).toBe("SHM");
    expect(choices.get(2 ** 30)).toEqual({ algorithm: "RING", protocol: "SIMPLE", channels: 4 });
  });
});

/** Channels by the base-two logarithm of the size, from 8 bytes on; one up to 8 KiB, and all of them from 512 KiB. */
const growing = new Map([
  [14, 2],
  [15, 4],
  [16, 8],
  [17, 16],
  [18, 22],
]);

describe("captured of ours, which is one process for all GPUs", () => {
  test("two GPUs that point into each other's memory, over NVLink", () => {
    const { version, transport, choices } = parseNcclLog(own);
    expect({ version, transport }).toEqual({ version: "2.28.3+cuda13.0", transport: "P2P/NVLink" });
    const expected = Array.from({ length: 28 }, (_, i) => {
      const log = 3 + i;
      const channels = growing.get(log) ?? (log < 14 ? 1 : 24);
      return [2 ** log, { algorithm: "RING", protocol: log < 21 ? "LL" : "SIMPLE", channels }] as const;
    });
    expect(choices).toEqual(new Map(expected));
  });

  test("the table between its lines is whole", () => {
    const { ranks, rows } = parseNcclTable(own);
    expect({ ranks, rows: rows.length }).toEqual({ ranks: 2, rows: 28 });
    expect(rows[0]?.outOfPlace?.timeUs).toBe(43_089.86);
  });

  test("cut short, it says what it said until then", () => {
    const cut = own.slice(0, own.indexOf("AllReduce: 1048576 Bytes") + 40);
    expect(parseNcclLog(cut).choices.has(2 ** 19)).toBe(true);
    expect(parseNcclLog(cut).choices.has(2 ** 20)).toBe(false);
    expect(lastNcclSize(cut)).toBe(2 ** 19);
    expect(() => parseNcclTable(cut)).toThrow("Out of bounds values");
    const beforeChannels = own.slice(0, own.indexOf(" via P2P"));
    expect(parseNcclLog(beforeChannels).transport).toBeNull();
  });
});

describe("other ways", () => {
  test.each([
    ["NVL", "P2P/NVLink"],
    ["NVB", "P2P/NVLink"],
    ["XGMI", "P2P/XGMI"],
    ["C2C", "P2P/C2C"],
    ["PIX", "P2P/PCIe"],
    ["PXB", "P2P/PCIe"],
    ["PHB", "P2P/PCIe"],
    ["NODE", "P2P/PCIe"],
    ["SYS", "P2P/PCIe"],
    ["LOC", "P2P"],
    ["NEW", "P2P"],
  ])("peers whose ring has a path of type %s", (path, transport) => {
    expect(parseNcclLog(nvlink.replaceAll("type NVL/", `type ${path}/`)).transport).toBe(transport);
  });

  test("another pattern's path is not the ring's", () => {
    const tree = nvlink.replaceAll(/(Pattern 1,.*type) NVL/g, "$1 SYS");
    expect(tree).not.toBe(nvlink);
    expect(parseNcclLog(tree).transport).toBe("P2P/NVLink");
  });

  test("the network, which names its end", () => {
    const net = p2pOff.replaceAll(/ via SHM.*$/gm, " [receive] via NET/Socket/0");
    expect(parseNcclLog(net).transport).toBe("NET");
  });

  test("a mixture, in one order whatever the log's", () => {
    const someShared = nvlink
      .replace("1[1] via P2P/CUMEM", "1[1] via SHM/direct/direct")
      .replace(
        "Pattern 4, crossNic 0, nChannels 12, bw 30.000000/30.000000, type NVL",
        "Pattern 4, type SYS",
      );
    expect(parseNcclLog(someShared).transport).toBe("P2P/NVLink+P2P/PCIe+SHM");
  });

  test("a choice that changed between launches of one size", () => {
    const more =
      "guest:1:1 [0] NCCL INFO AllReduce: 8 Bytes -> Algo NVLS proto SIMPLE channel{Lo..Hi}={0..15}\n";
    expect(parseNcclLog(nvlink + more).choices.get(8)).toEqual({
      algorithm: "NVLS+RING",
      protocol: "LL+SIMPLE",
      channels: "1+16",
    });
  });

  test("RCCL's version, and peers it names by bus and with more behind", () => {
    const rccl =
      "RCCL version : 2.22.3-HEAD:1234\n" +
      "gpu:7:9 [0] NCCL INFO Pattern 4, crossNic 0, nChannels 16, bw 48.000000/48.000000, type XGMI/PIX, sameChannels 1\n" +
      "gpu:7:9 [0] NCCL INFO Channel 00/0 : 0[5f000] -> 1[9f000] via P2P/IPC comm 0x7f nRanks 02\n";
    expect(parseNcclLog(rccl)).toEqual({
      version: "2.22.3-HEAD",
      transport: "P2P/XGMI",
      choices: new Map(),
    });
  });
});

describe("what is not known is not there", () => {
  test("of nothing, and of something else", () => {
    const nothing = { version: null, transport: null, choices: new Map() };
    expect(parseNcclLog("")).toEqual(nothing);
    expect(parseNcclLog("Channel 00/0 : 0[0] -> 1[1] via P2P/CUMEM\nAllReduce: 8 Bytes\n")).toEqual(nothing);
  });

  test("of a line that is cut short", () => {
    const cut = nvlink.slice(0, nvlink.lastIndexOf("..23}"));
    expect(parseNcclLog(cut).choices.has(2 ** 30)).toBe(false);
    expect(parseNcclLog(cut).choices.has(2 ** 26)).toBe(true);
  });
});

test.each([
  ["two processes", nvlink],
  ["ours", own],
])("words of a mixture can be coordinates, however damaged the log of %s", (_, whole) => {
  const random = seededRandom(11);
  for (let i = 0; i < 2000; i += 1) {
    const { version, transport, choices } = parseNcclLog(damage(whole, random));
    const words = [version, transport, ...Array.from(choices.values()).flatMap(Object.values)];
    for (const word of words) if (word !== null) expect(String(word)).toMatch(/^[A-Za-z0-9._:+/-]+$/);
  }
});

test("joined words are distinct and in order, numbers as numbers", () => {
  expect(joined(["SHM", "NET", "SHM"])).toBe("NET+SHM");
  expect(joined([16, 2, 16])).toBe("2+16");
});
