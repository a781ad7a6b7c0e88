import { describe, expect, test } from "bun:test";
import { readCpu } from "../../src/machine/cpu.ts";
import { epycGuest, twoNodeGuest } from "./captured.ts";
import { armServer, nps4Server, twoSocketServer } from "./constructed_server.ts";
import { treeFiles, without, type FileTree } from "./file_tree.ts";

const cpuOf = (tree: FileTree) => readCpu(treeFiles(tree));

test("an EPYC guest (captured)", () => {
  expect(cpuOf(epycGuest)).toEqual({
    model: "AMD EPYC",
    vendor: "AuthenticAMD",
    sockets: 1,
    dies: 1,
    cores: 2,
    threads: 2,
    online: "0-1",
    allowed: "0-1",
    governor: null,
  });
});

test("two sockets with two threads a core (captured)", () => {
  expect(cpuOf(twoNodeGuest)).toMatchObject({
    model: "Intel Xeon Processor (Skylake)",
    sockets: 2,
    dies: 2,
    cores: 2,
    threads: 4,
  });
});

test("a two-socket server whose core ids repeat in each socket (constructed)", () => {
  expect(cpuOf(twoSocketServer)).toMatchObject({
    sockets: 2,
    dies: 2,
    cores: 8,
    threads: 16,
    governor: "performance",
  });
});

test("dies are counted within their sockets (constructed)", () => {
  expect(cpuOf(nps4Server)).toMatchObject({ sockets: 2, dies: 16, cores: 64, threads: 64 });
});

describe("Arm (constructed)", () => {
  test("vendor and model come from the codes, and an unknown package is one socket", () => {
    expect(cpuOf(armServer)).toMatchObject({
      vendor: "ARM",
      model: "Neoverse-V2",
      sockets: 1,
      dies: 1,
      cores: 4,
    });
  });

  test("unknown codes are shown as they are", () => {
    const cpuinfo = "processor\t: 0\nCPU implementer\t: 0x99\nCPU part\t: 0x123\n";
    expect(cpuOf({ ...armServer, "/proc/cpuinfo": cpuinfo })).toMatchObject({
      vendor: "0x99",
      model: "0x99 part 0x123",
    });
  });
});

test("without topology in /sys, cpuinfo is counted", () => {
  const tree = without(twoSocketServer, "/sys/devices/system/cpu");
  expect(cpuOf(tree)).toMatchObject({ sockets: 2, dies: 2, cores: 8, threads: 16, online: "0-15" });
});

test("CPUs that are offline are not counted", () => {
  const tree = { ...twoSocketServer, "/sys/devices/system/cpu/online": "0-7\n" };
  expect(cpuOf(tree)).toMatchObject({ threads: 8, cores: 8, sockets: 2, allowed: "0-7" });
});

describe("allowed", () => {
  test("is the affinity mask", () => {
    expect(cpuOf({ ...nps4Server, "/proc/self/status": "Cpus_allowed_list:\t8-15,40\n" }).allowed).toBe(
      "8-15,40",
    );
  });

  test("leaves out CPUs that could only be plugged in later", () => {
    expect(cpuOf({ ...epycGuest, "/proc/self/status": "Cpus_allowed_list:\t0-127\n" }).allowed).toBe("0-1");
  });

  test("is every online CPU where /proc does not say", () => {
    expect(cpuOf(without(epycGuest, "/proc/self/status")).allowed).toBe("0-1");
  });
});

test("governors that differ are all named", () => {
  const tree = {
    ...twoSocketServer,
    "/sys/devices/system/cpu/cpu3/cpufreq/scaling_governor": "powersave\n",
  };
  expect(cpuOf(tree).governor).toBe("performance + powersave");
});
