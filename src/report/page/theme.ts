/** Colours of charts and of the page around them. */
export interface Theme {
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly bad: string;
  /** One a configuration; told apart in lightness as well as in hue. */
  readonly series: readonly string[];
  /** From the smallest value to the largest. */
  readonly heat: readonly [string, string, string, string];
}

// Okabe and Ito's hues, moved until every two also differ for eyes without red, green or blue cones and all are
// 3 : 1 against the paper; theme.test.ts holds them to it.
export const lightTheme: Theme = {
  paper: "#ffffff",
  panel: "#f6f7f9",
  ink: "#1a1f26",
  muted: "#5a6472",
  line: "#dde2e8",
  accent: "#0b5cad",
  good: "#0a6b4a",
  bad: "#a8320a",
  series: ["#0078d4", "#d08400", "#00946b", "#b24fa3", "#c74e00", "#429cda", "#3f4752", "#6b6353"],
  heat: ["#e8f1fa", "#a9cbe8", "#5b96c9", "#1b5a93"],
};

export const darkTheme: Theme = {
  paper: "#14171b",
  panel: "#1c2026",
  ink: "#e7eaee",
  muted: "#9ba5b1",
  line: "#30363e",
  accent: "#7ab8f5",
  good: "#4fcf9f",
  bad: "#ff9b73",
  series: ["#4795e4", "#dc6d00", "#21c494", "#d7a0d9", "#ff8440", "#bfeeff", "#cbcbcb", "#e0ca3e"],
  heat: ["#1b2a3a", "#21507c", "#3f86bd", "#a9d4f5"],
};

export const colourCount = lightTheme.series.length;

/** Outlines in a square of ten by ten, as SVG paths: circle, square, triangle, diamond, triangle down, cross. */
export const markers: readonly string[] = [
  "M5 .8A4.2 4.2 0 1 1 5 9.2A4.2 4.2 0 1 1 5 .8Z",
  "M1.3 1.3H8.7V8.7H1.3Z",
  "M5 .6L9.6 8.8H.4Z",
  "M5 .2L9.8 5L5 9.8L.2 5Z",
  "M5 9.4L.4 1.2H9.6Z",
  "M3.4 .8H6.6V3.4H9.2V6.6H6.6V9.2H3.4V6.6H.8V3.4H3.4Z",
];

export const markerCount = markers.length;

/** Dash patterns in CSS pixels, the first a solid line. */
export const dashes: readonly (readonly number[])[] = [
  [],
  [6, 4],
  [2, 3],
  [10, 3, 2, 3],
  [14, 5],
  [6, 3, 2, 3, 2, 3],
  [1, 6],
  [14, 3, 6, 3],
];
