import { createConsola, LogLevels } from "consola";
import { createConsola as createPlainConsola } from "consola/basic";

/** Decided here: consola looks at stdout, and falls silent where NODE_ENV is test. */
const colors = process.stderr.isTTY && process.env["NO_COLOR"] === undefined;
const create = colors ? createConsola : createPlainConsola;

/** Messages to the person, all on stderr: stdout is for data. */
export const messages = create({
  stdout: process.stderr,
  stderr: process.stderr,
  level: LogLevels.info,
  formatOptions: { date: false, colors, compact: true },
});
