import { describe, expect, test } from "bun:test";
import { isLostWithContainer, readConfinement } from "../../src/machine/confinement.ts";
import { treeFiles, type FileTree } from "./file_tree.ts";

const overlay = "500 400 0:50 / / ro,relatime - overlay overlay rw,lowerdir=/l\n";
const hosts = "510 500 8:1 /var/lib/docker/containers/12/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n";
const temporary = "520 500 0:60 / /tmp rw,nosuid - tmpfs tmpfs rw\n";
const results = "530 500 8:1 /home/ann/results /results rw,relatime - ext4 /dev/sda1 rw\n";

const usable = (): { isUsable: boolean; group: number } => ({ isUsable: true, group: 44 });

function mounted(...lines: readonly string[]): FileTree {
  return { "/proc/self/mountinfo": lines.join("") };
}

describe("what is written", () => {
  test.each([
    ["below the container's own root", "/results", [overlay, hosts], true],
    ["on podman's root", "/results", [overlay.replace("overlay overlay", "fuse.fuse-overlayfs x")], true],
    ["in memory", "/tmp/results", [overlay, temporary], true],
    ["in a mounted folder", "/results", [overlay, results], false],
    ["below a mounted folder", "/results/of/today", [overlay, results], false],
    ["beside a mounted folder whose name only begins so", "/results-2", [overlay, results], true],
    ["on a mount that memory hides", "/results", [overlay, results, results.replace("ext4", "tmpfs")], true],
  ])("%s: %p with %p, lost: %p", (_, path, lines, lost) => {
    expect(isLostWithContainer(treeFiles(mounted(...lines)), path)).toBe(lost);
  });

  test("is not called lost when the system does not say what is mounted", () => {
    expect(isLostWithContainer(treeFiles({}), "/results")).toBe(false);
  });
});

describe("a container", () => {
  test("started with all that compose.yaml says", () => {
    const tree = {
      ...mounted(overlay, results),
      "/proc/1/comm": "docker-init\n",
      "/proc/self/status": "CapEff:\t0000000000800000\n",
      "/dev/null": "",
    };
    expect(readConfinement(treeFiles(tree), usable)).toEqual({
      needlessCapabilities: 0n,
      hasInit: true,
      isRootReadOnly: true,
      devices: [],
    });
  });

  test("started with an engine's defaults", () => {
    const tree = {
      ...mounted(overlay.replace("ro,", "rw,")),
      "/proc/1/comm": "bun\n",
      "/proc/self/status": "CapEff:\t00000000a80425fb\n",
    };
    expect(readConfinement(treeFiles(tree), usable)).toMatchObject({
      needlessCapabilities: 0xa80425fbn,
      hasInit: false,
      isRootReadOnly: false,
    });
  });

  test("of which nothing is known", () => {
    expect(readConfinement(treeFiles({}), usable)).toEqual({
      needlessCapabilities: null,
      hasInit: null,
      isRootReadOnly: null,
      devices: [],
    });
  });

  test("with GPU devices, and others", () => {
    const names = [
      "nvidia0",
      "nvidia12",
      "nvidiactl",
      "nvidia-uvm",
      "kfd",
      "sda",
      "dri/card0",
      "dri/renderD128",
    ];
    const tree = Object.fromEntries(names.map((name) => [`/dev/${name}`, ""]));
    const look = (path: string) => ({ isUsable: path !== "/dev/kfd", group: 109 });
    expect(readConfinement(treeFiles(tree), look).devices).toEqual([
      { path: "/dev/dri/renderD128", isUsable: true, group: 109 },
      { path: "/dev/kfd", isUsable: false, group: 109 },
      { path: "/dev/nvidia0", isUsable: true, group: 109 },
      { path: "/dev/nvidia12", isUsable: true, group: 109 },
      { path: "/dev/nvidiactl", isUsable: true, group: 109 },
    ]);
  });
});
