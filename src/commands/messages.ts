import { createConsola } from "consola";

const colors = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;

/** Messages to the person, all on stderr: stdout is for data. */
export const messages = createConsola({
  stdout: process.stderr,
  stderr: process.stderr,
  formatOptions: { date: false, colors, compact: true },
});
