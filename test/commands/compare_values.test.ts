import { describe, expect, test } from "bun:test";
import { readChoice, readThreshold } from "../../src/commands/compare_values.ts";
import { UsageError } from "../../src/usage_error.ts";

describe("a choice", () => {
  const formats = ["text", "json", "md"] as const;

  test("is one of a few words", () => {
    expect(formats.map((format) => readChoice("--format", format, formats))).toEqual(["text", "json", "md"]);
  });

  test("refuses others with the closest one", () => {
    expect(() => readChoice("--format", "jsn", formats)).toThrow(UsageError);
    expect(() => readChoice("--format", "jsn", formats)).toThrow(
      "--format 'jsn' is none of text, json, md (did you mean json?).",
    );
    expect(() => readChoice("--fail-on", "better", ["worse", "undecided"])).toThrow(
      "--fail-on 'better' is none of worse, undecided",
    );
  });

  test.each(["", "JSON", " json", "json ", "text,json", "constructor", "html page"])(
    "refuses '%s'",
    (text) => {
      expect(() => readChoice("--format", text, formats)).toThrow(UsageError);
    },
  );

  test("without a near one is refused without a guess", () => {
    expect(() => readChoice("--format", "spreadsheet", formats)).toThrow(
      "--format 'spreadsheet' is none of text, json, md.",
    );
  });
});

describe("--threshold", () => {
  test("takes percent above 0 and up to 100, and gives a share", () => {
    expect(["1", "1%", "1.0", "2.5%", "0.5", "100", "007"].map(readThreshold)).toEqual([
      0.01, 0.01, 0.01, 0.025, 0.005, 1, 0.07,
    ]);
  });

  test.each([
    "0",
    "0.0%",
    "100.1",
    "-1",
    "+1",
    "1e0",
    ".5",
    "1.",
    "1%%",
    "%",
    "±1",
    "1 %",
    "one",
    "NaN",
    "Infinity",
    "",
    " 1",
    "٣",
    "9".repeat(400),
    `0.${"0".repeat(400)}1`,
  ])("refuses '%s'", (text) => {
    expect(() => readThreshold(text)).toThrow(UsageError);
    expect(() => readThreshold(text)).toThrow(
      `--threshold '${text}' is not a number of percent above 0 and up to 100.`,
    );
  });
});
