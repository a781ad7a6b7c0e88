import { expect, test } from "bun:test";
import { csvText } from "../../../src/report/view/csv_text.ts";
import { plainText } from "../../../src/report/view/plain_text.ts";
import { hostileNames } from "../hostile_tree.ts";
import { parseCsv } from "../../../src/results/csv.ts";

test("rows end with CRLF, and what would end a cell is quoted", () => {
  expect(csvText([["a", 'say "x"', "1,2", "two\nlines", null]])).toBe(
    'a,"say ""x""","1,2","two\nlines",\r\n',
  );
});

test("numbers have all their digits and are no formulas; texts like formulas are texts", () => {
  expect(csvText([[164300.123456789, -1.5e-7, "-1", "=1+1", "@x"]])).toBe(
    "164300.123456789,-1.5e-7,'-1,'=1+1,'@x\r\n",
  );
});

test("a strict reader gets hostile names back, those like formulas behind a quote", () => {
  const { rows, problems } = parseCsv(csvText([["name"], ...hostileNames.map((name) => [name])]));
  expect(problems).toEqual([]);
  expect(rows.map(({ cells }) => cells["name"])).toEqual(hostileNames.map(plainText));
});
