import { expect, test } from "bun:test";
import { chromiumCommand, chromiumEnvironment } from "../../../src/report/pdf/chromium_command.ts";

const temporary = "/tmp/a b#c";
const paths = {
  page: `${temporary}/r.html`,
  pdf: `${temporary}/r.pdf`,
  profile: `${temporary}/profile`,
  temporary,
};

test("names the program, its own profile, where to write, and the page as an address", () => {
  const argv = chromiumCommand({ program: "/opt/chromium", isSandboxed: true }, paths);
  expect(argv[0]).toBe("/opt/chromium");
  expect(argv.at(-1)).toBe("file:///tmp/a%20b%23c/r.html");
  expect(argv).toContain("--headless");
  expect(argv).toContain("--user-data-dir=/tmp/a b#c/profile");
  expect(argv).toContain("--print-to-pdf=/tmp/a b#c/r.pdf");
  expect(argv).toContain("--no-pdf-header-footer");
});

test("gives up the sandbox only where there is none", () => {
  const argv = (isSandboxed: boolean): readonly string[] =>
    chromiumCommand({ program: "chromium", isSandboxed }, paths);
  expect(argv(true)).not.toContain("--no-sandbox");
  expect(argv(false)).toContain("--no-sandbox");
  expect(argv(false).filter((word) => word !== "--no-sandbox")).toEqual([...argv(true)]);
});

test("keeps all that it leaves behind in the private folder", () => {
  const values = Object.values(chromiumEnvironment(paths));
  expect(values.length).toBe(3);
  for (const value of values) expect(value).toStartWith(temporary);
});
