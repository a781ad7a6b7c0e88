import type { Theme } from "./theme.ts";
import type { Tooltip } from "./tooltip.ts";

/** Where a chart is drawn, and all that does not come from its data. */
export interface Surface {
  readonly place: HTMLElement;
  /** In CSS pixels. */
  readonly width: number;
  readonly theme: Theme;
  /** Of its numbers. */
  readonly unit: string;
  /** The GPU group that it is of: charts of one group with the same x axis move their cursors together. */
  readonly group: string;
  readonly tooltip: Tooltip;
}
