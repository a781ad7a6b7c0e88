import { describe, expect, test } from "bun:test";
import { readContainer } from "../../src/machine/container.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import { epycGuest, twoNodeGuest } from "./captured.ts";
import { nps4Server, twoSocketServer } from "./constructed_server.ts";
import { treeFiles, type FileTree } from "./file_tree.ts";

const root = "500 400 0:50 / / rw - overlay overlay rw\n";
const hostsOfDocker = "510 500 8:1 /var/lib/docker/containers/12/hosts /etc/hosts rw - ext4 /dev/sda1 rw\n";
const id = "0123456789ab".repeat(5);

const expectations: readonly (readonly [name: string, engine: string | null, tree: FileTree])[] = [
  ["a guest (captured)", null, twoNodeGuest],
  ["a guest whose disk was a Docker image (captured)", null, epycGuest],
  ["a server", null, twoSocketServer],
  ["Docker", "docker", { "/.dockerenv": "", "/proc/self/mountinfo": root + hostsOfDocker }],
  ["Docker, mounts hidden", "docker", { "/.dockerenv": "" }],
  ["Docker by its group", "docker", { "/proc/self/cgroup": `4:memory:/docker/${id}\n` }],
  ["Docker by its systemd scope", "docker", { "/proc/self/cgroup": `0::/system.slice/docker-${id}.scope\n` }],
  ["a service called docker", null, { "/proc/self/cgroup": "0::/system.slice/docker.service\n" }],
  ["Podman", "podman", { "/run/.containerenv": 'engine="podman-5.4.2"\n' }],
  ["LXC", "lxc", { "/proc/1/environ": "HOME=/\0container=lxc\0TERM=linux\0" }],
  ["a variable that only ends so", null, { "/proc/1/environ": "my_container=lxc\0" }],
  [
    "a pod",
    "kubernetes",
    {
      "/run/.containerenv": "",
      "/proc/self/mountinfo": `${root}510 500 8:1 /var/lib/kubelet/pods/1/etc-hosts /etc/hosts rw - ext4 /dev/sda rw\n`,
    },
  ],
  ["Apptainer", "apptainer", { "/.singularity.d/labels.json": "{}" }],
  ["WSL", "wsl", { "/proc/sys/kernel/osrelease": "5.15.167.4-microsoft-standard-WSL2\n" }],
];

describe("engine", () => {
  test.each(expectations)("%s: %p", (_, engine, tree) => {
    expect(readContainer(treeFiles(tree)).engine).toBe(engine);
  });
});

test("a container with a quota and a narrowed cpuset on a large server (constructed)", () => {
  const machine = readMachine(
    treeFiles({
      ...nps4Server,
      "/.dockerenv": "",
      "/proc/self/mountinfo": `${root}${hostsOfDocker}520 500 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n`,
      "/proc/self/cgroup": "0::/\n",
      "/proc/self/status": "Cpus_allowed_list:\t8-15\nMems_allowed_list:\t1\n",
      "/sys/fs/cgroup/cpu.max": "600000 100000\n",
      "/sys/fs/cgroup/memory.max": "17179869184\n",
    }),
  );
  expect(machine.container).toEqual({
    engine: "docker",
    cpuQuota: 6,
    memoryLimitBytes: 16 * 1024 ** 3,
  });
  expect(machine.numa.allowed).toBe("1");
  expect(machine.cpu).toMatchObject({ threads: 64, online: "0-63", allowed: "8-15" });
});
