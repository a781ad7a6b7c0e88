import { describe, expect, test } from "bun:test";
import { formatCsv, parseCsv } from "../../src/results/csv.ts";

describe("formatCsv", () => {
  test("quotes what needs it and ends each row", () => {
    expect(
      formatCsv(
        ["a", "b"],
        [
          ["x,y", 'say "no"'],
          ["two\nlines", 3],
        ],
      ),
    ).toBe('a,b\n"x,y","say ""no"""\n"two\nlines",3\n');
  });

  test("leaves an empty header out", () => {
    expect(formatCsv([], [["a", 1]])).toBe("a,1\n");
    expect(formatCsv([], [])).toBe("");
  });
});

describe("parseCsv", () => {
  const cellsOf = (text: string): Record<string, string>[] => parseCsv(text).rows.map(({ cells }) => cells);

  test("gives back what was written", () => {
    const header = ["a", "b"];
    const rows = [
      ["", "x,y"],
      ['"', "two\nlines"],
      [" space ", "µs"],
    ];
    expect(cellsOf(formatCsv(header, rows))).toEqual(rows.map(([a = "", b = ""]) => ({ a, b })));
  });

  test("takes a byte order mark and line ends of another system", () => {
    expect(cellsOf("\uFEFFa,b\r\n1,2\r\n")).toEqual([{ a: "1", b: "2" }]);
  });

  test("numbers rows by their line", () => {
    expect(parseCsv('a\n1\n"two\nlines"\n3\n').rows.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test("leaves out rows that are too short or too long, and tells of them", () => {
    const { rows, problems } = parseCsv("a,b\n1,2\n3\n4,5,6\n7,8\n");
    expect(rows.map(({ cells }) => cells)).toEqual([
      { a: "1", b: "2" },
      { a: "7", b: "8" },
    ]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("line 3");
    expect(problems[1]).toContain("line 4");
  });

  test("leaves out a quote that is never closed, and tells of it", () => {
    const { rows, problems } = parseCsv('a,b\n1,2\n3,"4\n');
    expect(rows).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });

  test("finds nothing in nothing", () => {
    expect(parseCsv("")).toEqual({ rows: [], problems: [] });
  });
});
