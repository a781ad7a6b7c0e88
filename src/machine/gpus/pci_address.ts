/** `0000:01:00.0`, as the kernel names the device, of what tools print: `00000000:01:00.0`, `0000:C1:00.0`. */
export function kernelAddress(text: string): string | null {
  const match = /^([0-9a-f]{4,8}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/i.exec(text);
  const [, domain, place] = match ?? [];
  if (domain === undefined || place === undefined) return null;
  return `${Number.parseInt(domain, 16).toString(16).padStart(4, "0")}:${place.toLowerCase()}`;
}

/** Orders addresses as the kernel and, with CUDA_DEVICE_ORDER=PCI_BUS_ID, CUDA do; those not known come last. */
export function compareAddresses(a: string | null, b: string | null): number {
  return sortKey(a).localeCompare(sortKey(b), "en");
}

function sortKey(address: string | null): string {
  return address === null ? "z" : address.padStart("00000000:00:00.0".length, "0");
}
