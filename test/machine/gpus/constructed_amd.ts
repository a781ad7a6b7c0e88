import type { FileTree } from "../file_tree.ts";

const pci = "/sys/bus/pci/devices";

/** What amdgpu shows of one GPU; files of virtual functions are fewer. */
function gpu(address: string, numaNode: number, uniqueId: string): FileTree {
  const own = `${pci}/${address}`;
  return {
    [`${own}/vendor`]: "0x1002\n",
    [`${own}/device`]: "0x74a1\n",
    [`${own}/class`]: "0x120000\n",
    [`${own}/uevent`]: "DRIVER=amdgpu\nPCI_CLASS=120000\n",
    [`${own}/numa_node`]: `${numaNode}\n`,
    [`${own}/unique_id`]: `${uniqueId}\n`,
    [`${own}/mem_info_vram_total`]: "206141652992\n",
    [`${own}/current_link_speed`]: "32.0 GT/s PCIe\n",
    [`${own}/current_link_width`]: "16\n",
    [`${own}/max_link_speed`]: "32.0 GT/s PCIe\n",
    [`${own}/max_link_width`]: "16\n",
    [`${own}/gpu_busy_percent`]: "97\n",
    [`${own}/pp_dpm_sclk`]: "S: 19Mhz\n0: 500Mhz\n1: 2099Mhz *\n2: 2100Mhz\n",
    [`${own}/pp_dpm_mclk`]: "0: 900Mhz\n1: 1300Mhz *\n",
    [`${own}/hwmon/hwmon7/power1_cap`]: "750000000\n",
    [`${own}/hwmon/hwmon7/power1_average`]: "412000000\n",
    [`${own}/hwmon/hwmon7/temp1_input`]: "61500\n",
  };
}

/** A compute node of amdgpu: GPU's `location` is bus, device and function packed in 16 bits. */
function node(number: number, gpuId: number, location: number): FileTree {
  const own = `/sys/class/kfd/kfd/topology/nodes/${number}`;
  return {
    [`${own}/gpu_id`]: `${gpuId}\n`,
    [`${own}/properties`]: `cpu_cores_count 0\nlocation_id ${location}\ndomain 0\n`,
  };
}

/** A server with two MI300X, constructed; its compute driver counts the one with the higher address first. */
export const twoMi300x: FileTree = {
  ...gpu("0000:26:00.0", 0, "b8a5c1d20f3e4a01"),
  ...gpu("0000:c6:00.0", 1, "b8a5c1d20f3e4a02"),
  ...node(0, 0, 0),
  ...node(2, 41002, 0xc600),
  ...node(10, 41010, 0x2600),
  "/dev/kfd": "",
  "/sys/module/amdgpu/version": "6.12.12\n",
  "/opt/rocm/.info/version": "6.4.3-128\n",
};

/** A workstation whose only GPU is inside its CPU. */
export const graphicsInCpu: FileTree = {
  [`${pci}/0000:0c:00.0/vendor`]: "0x1002\n",
  [`${pci}/0000:0c:00.0/class`]: "0x030000\n",
  [`${pci}/0000:0c:00.0/uevent`]: "DRIVER=amdgpu\n",
  "/dev/kfd": "",
};
