import epycGuestTree from "../fixtures/machine/epyc_guest.json";
import twoNodeGuestTree from "../fixtures/machine/guest_two_nodes.json";
import twoH200GuestTree from "../fixtures/machine/two_h200_guest_pci.json";
import xeonGpuGuestTree from "../fixtures/machine/xeon_gpu_guest.json";
import type { FileTree } from "./file_tree.ts";

/** The machines of test/fixtures/machine, as README.md there describes them. */
export const epycGuest: FileTree = epycGuestTree;
export const xeonGpuGuest: FileTree = xeonGpuGuestTree;
export const twoNodeGuest: FileTree = twoNodeGuestTree;
/** Of its PCI bus and driver only. */
export const twoH200Guest: FileTree = twoH200GuestTree;
