import { describe, expect, test } from "bun:test";
import { readCgroupLimits } from "../../src/machine/cgroup.ts";
import { epycGuest, xeonGpuGuest } from "./captured.ts";
import { treeFiles, type FileTree } from "./file_tree.ts";

const limitsOf = (tree: FileTree) => readCgroupLimits(treeFiles(tree));
const v2Mount = "29 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";

test("no limit (captured, v1)", () => {
  expect(limitsOf(epycGuest)).toEqual({ cpuQuota: null, memoryLimitBytes: null });
});

test("the limit of an ancestor, under a group without one (captured, v2)", () => {
  expect(limitsOf(xeonGpuGuest)).toEqual({ cpuQuota: null, memoryLimitBytes: 137_438_953_472 });
});

describe("v2 (constructed)", () => {
  test("a container sees its own group as the top", () => {
    const tree = {
      "/proc/self/cgroup": "0::/\n",
      "/proc/self/mountinfo": v2Mount,
      "/sys/fs/cgroup/cpu.max": "150000 100000\n",
      "/sys/fs/cgroup/memory.max": "4294967296\n",
    };
    expect(limitsOf(tree)).toEqual({ cpuQuota: 1.5, memoryLimitBytes: 4 * 1024 ** 3 });
  });

  test("the smallest limit on the way up wins", () => {
    const tree = {
      "/proc/self/cgroup": "0::/a.slice/b.slice/c.scope\n",
      "/proc/self/mountinfo": v2Mount,
      "/sys/fs/cgroup/a.slice/cpu.max": "200000 100000\n",
      "/sys/fs/cgroup/a.slice/memory.max": "max\n",
      "/sys/fs/cgroup/a.slice/b.slice/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/a.slice/b.slice/memory.max": "1000000\n",
      "/sys/fs/cgroup/a.slice/b.slice/c.scope/cpu.max": "800000 100000\n",
      "/sys/fs/cgroup/a.slice/b.slice/c.scope/memory.max": "2000000\n",
      "/sys/fs/cgroup/other.slice/cpu.max": "1000 100000\n",
    };
    expect(limitsOf(tree)).toEqual({ cpuQuota: 2, memoryLimitBytes: 1_000_000 });
  });

  test("a group outside the visible part leaves what is at its top", () => {
    const tree = {
      "/proc/self/cgroup": "0::/../../system.slice/x.service\n",
      "/sys/fs/cgroup/cpu.max": "50000 100000\n",
      "/sys/fs/system.slice/x.service/cpu.max": "1 100000\n",
    };
    expect(limitsOf(tree).cpuQuota).toBe(0.5);
  });
});

describe("v1 (constructed)", () => {
  test("a container's part of the hierarchy is mounted in place of the whole", () => {
    const tree = {
      "/proc/self/cgroup": "5:cpu,cpuacct:/docker/1234\n4:memory:/docker/1234\n1:name=systemd:/docker/1234\n",
      "/proc/self/mountinfo":
        "40 39 0:30 /docker/1234 /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n" +
        "41 39 0:31 /docker/1234 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "250000\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "536870912\n",
    };
    expect(limitsOf(tree)).toEqual({ cpuQuota: 2.5, memoryLimitBytes: 512 * 1024 ** 2 });
  });

  test("-1 and the largest number are no limits", () => {
    const tree = {
      "/proc/self/cgroup": "5:cpu:/\n4:memory:/\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    };
    expect(limitsOf(tree)).toEqual({ cpuQuota: null, memoryLimitBytes: null });
  });
});

test("mount points with spaces are found (constructed)", () => {
  const tree = {
    "/proc/self/cgroup": "0::/\n",
    "/proc/self/mountinfo": "29 23 0:26 / /mnt/control\\040groups rw - cgroup2 none rw\n",
    "/mnt/control groups/cpu.max": "100000 100000\n",
  };
  expect(limitsOf(tree).cpuQuota).toBe(1);
});
