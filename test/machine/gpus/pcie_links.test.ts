import { describe, expect, test } from "bun:test";
import { generationOf, readBridges, readLink, readLinks } from "../../../src/machine/gpus/pcie_links.ts";
import { twoH200Guest } from "../captured.ts";
import { treeFiles, type FileTree } from "../file_tree.ts";

const folder = "/sys/bus/pci/devices";

/** A device's link and, when it is a bridge, what is below it. */
function device(address: string, kind: string, speed: string, below: readonly string[] = []): FileTree {
  const own = `${folder}/${address}`;
  return {
    [`${own}/class`]: `${kind}\n`,
    [`${own}/current_link_speed`]: `${speed}\n`,
    [`${own}/current_link_width`]: "16\n",
    [`${own}/max_link_speed`]: "32.0 GT/s PCIe\n",
    [`${own}/max_link_width`]: "16\n",
    ...Object.fromEntries(below.map((child) => [`${own}/${child}/class`, ""])),
  };
}

/** A GPU below a switch below a root port, beside a second GPU below the same switch. */
const behindSwitch: FileTree = {
  ...device("0000:00:01.0", "0x060400", "16.0 GT/s PCIe", ["0000:01:00.0"]),
  ...device("0000:01:00.0", "0x060400", "16.0 GT/s PCIe", ["0000:02:00.0", "0000:02:01.0"]),
  ...device("0000:02:00.0", "0x060400", "32.0 GT/s PCIe", ["0000:03:00.0"]),
  ...device("0000:02:01.0", "0x060400", "32.0 GT/s PCIe", ["0000:04:00.0"]),
  ...device("0000:03:00.0", "0x030200", "2.5 GT/s PCIe"),
  ...device("0000:04:00.0", "0x030200", "32.0 GT/s PCIe"),
  [`${folder}/0000:00:00.0/class`]: "0x060000\n",
  [`${folder}/0000:00:00.0/0000:00:01.0/class`]: "",
};

function chain(tree: FileTree, address: string): readonly string[] {
  const files = treeFiles(tree);
  return readLinks(files, address, readBridges(files)).map((link) => link.address);
}

describe("bridges", () => {
  test("none above a GPU on the root bus, as in a guest (captured)", () => {
    const files = treeFiles(twoH200Guest);
    expect(readLinks(files, "0000:00:06.0", readBridges(files))).toEqual([
      { address: "0000:00:06.0", speedGTs: 32, width: 16, maxSpeedGTs: 32, maxWidth: 16 },
    ]);
  });

  test("a switch and the root port, which comes last", () => {
    expect(chain(behindSwitch, "0000:03:00.0")).toEqual([
      "0000:03:00.0",
      "0000:02:00.0",
      "0000:01:00.0",
      "0000:00:01.0",
    ]);
    expect(chain(behindSwitch, "0000:04:00.0")[1]).toBe("0000:02:01.0");
  });

  test("a tree that runs in circles comes to an end", () => {
    const circle = {
      ...device("0000:00:01.0", "0x060400", "Unknown", ["0000:01:00.0"]),
      ...device("0000:01:00.0", "0x060400", "Unknown", ["0000:00:01.0", "0000:02:00.0"]),
      ...device("0000:02:00.0", "0x030200", "Unknown"),
    };
    expect(chain(circle, "0000:02:00.0")).toEqual(["0000:02:00.0", "0000:01:00.0", "0000:00:01.0"]);
  });
});

describe("speed and width", () => {
  const link = (speed: string, width: string) =>
    readLink(
      treeFiles({ [`${folder}/a/current_link_speed`]: speed, [`${folder}/a/current_link_width`]: width }),
      "a",
    );

  test.each([
    ["2.5 GT/s PCIe\n", "8\n", 2.5, 8],
    ["8 GT/s\n", "1\n", 8, 1],
    ["64.0 GT/s PCIe\n", "32\n", 64, 32],
    ["Unknown\n", "0\n", null, null],
    ["Unknown speed\n", "255\n", null, null],
    ["0 GT/s\n", "x16\n", null, null],
    ["", "", null, null],
  ])("%j and %j", (speed, width, speedGTs, lanes) => {
    expect(link(speed, width)).toEqual({
      address: "a",
      speedGTs,
      width: lanes,
      maxSpeedGTs: null,
      maxWidth: null,
    });
  });

  test("generations", () => {
    expect([2.5, 5, 8, 16, 32, 64].map(generationOf)).toEqual([1, 2, 3, 4, 5, 6]);
    expect([null, 0, 7].map(generationOf)).toEqual([null, null, null]);
  });
});
