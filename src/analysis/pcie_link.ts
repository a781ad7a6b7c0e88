import type { Gpu, MachineFacts, PcieLink } from "../machine/facts.ts";
import { generationOf } from "../machine/gpus/pcie_links.ts";

/** How fast a PCIe link is; null where the machine does not say. */
export interface LinkState {
  readonly generation: number | null;
  readonly width: number | null;
}

/** Whether the machine says nothing at all of it. */
export function isUnknown({ generation, width }: LinkState): boolean {
  return generation === null && width === null;
}

/** `Gen5 ×16`. */
export function linkWords(state: LinkState): string {
  if (isUnknown(state)) return "unknown";
  return `Gen${state.generation ?? " ?"} ×${state.width ?? "?"}`;
}

function currentOf({ speedGTs, width }: PcieLink): LinkState {
  return { generation: generationOf(speedGTs), width };
}

function maximumOf({ maxSpeedGTs, maxWidth }: PcieLink): LinkState {
  return { generation: generationOf(maxSpeedGTs), width: maxWidth };
}

/** `Gen1 ×16 of Gen5 ×16 at rest`: a link that nothing uses may be slowed down. */
export function linkAtRestWords(link: PcieLink): string {
  const [current, maximum] = [currentOf(link), maximumOf(link)];
  if (isUnknown(current)) return "link not shown by this machine";
  return `${linkWords(current)}${isUnknown(maximum) ? "" : ` of ${linkWords(maximum)}`} at rest`;
}

/** `Gen5 ×16`: what a link can be at most. */
export function linkMaximum(link: PcieLink): string {
  return linkWords(maximumOf(link));
}

function lower(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** The most that a GPU's link can be: what the slot can counts as well, unless a hypervisor made the slot up. */
export function fastestLink({ links }: Gpu, { hypervisor }: MachineFacts): LinkState {
  const [own, slot] = links;
  if (own === undefined) return { generation: null, width: null };
  const maximum = maximumOf(own);
  if (slot === undefined || hypervisor !== "none") return maximum;
  const above = maximumOf(slot);
  return {
    generation: lower(maximum.generation, above.generation),
    width: lower(maximum.width, above.width),
  };
}

/** Whether a link is slower or narrower than it can be; what is not known is not held against it. */
export function isBelow(state: LinkState, maximum: LinkState): boolean {
  const falls = (value: number | null, most: number | null): boolean =>
    value !== null && most !== null && value < most;
  return falls(state.generation, maximum.generation) || falls(state.width, maximum.width);
}
