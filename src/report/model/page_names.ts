import { inNaturalOrder } from "../../results/natural_order.ts";
import { type Looks, looksOf } from "./looks.ts";

/** The names of a configuration and of its GPU group. */
export interface Named {
  readonly gpu: string;
  readonly config: string;
}

/** What the parts of a page have to agree on, whichever of them is made first. */
export interface PageNames {
  readonly looks: Looks;
  /** The address of a GPU group within the page. */
  readonly anchorOf: (gpu: string) => string;
}

/** @param all the configurations that the page may have. */
export function pageNames(all: readonly Named[]): PageNames {
  const gpus = new Set(inNaturalOrder(all).map(({ gpu }) => gpu));
  const anchors = new Map(Array.from(gpus, (gpu, i) => [gpu, `gpu-${i + 1}`]));
  return {
    looks: looksOf(all),
    anchorOf(gpu) {
      const anchor = anchors.get(gpu);
      if (anchor === undefined) throw new RangeError(`${gpu} is none of the page's GPU groups`);
      return anchor;
    },
  };
}
