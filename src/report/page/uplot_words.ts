import type uPlot from "uplot";

// uPlot's enumerations exist in its types only, so their values are named here.
/* oxlint-disable typescript/no-unsafe-enum-assignment */

export const side: Readonly<Record<"top" | "bottom" | "left", uPlot.Axis.Side>> = {
  top: 0,
  bottom: 2,
  left: 3,
};

export const logarithmic: uPlot.Scale.Distr = 3;
