import { darkTheme, lightTheme, type Theme } from "../page/theme.ts";

function properties({ series, heat, ...colours }: Theme): string {
  return [
    ...Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`),
    ...series.map((colour, i) => `--s${i}:${colour}`),
    ...heat.map((colour, i) => `--heat${i}:${colour}`),
  ].join(";");
}

/** The themes as custom properties, and a class a series colour; paper is always light. */
export function themeStyle(): string {
  const classes = lightTheme.series.map((_, i) => `.s${i}{color:var(--s${i})}`).join("");
  return (
    `:root{${properties(lightTheme)}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${properties(darkTheme)}}}${classes}`
  );
}
