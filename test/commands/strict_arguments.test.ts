import { describe, expect, test } from "bun:test";
import type { ArgsDef } from "citty";
import { checkArguments, suggestion, valuesOf } from "../../src/commands/strict_arguments.ts";
import { UsageError } from "../../src/usage_error.ts";

const definition: ArgsDef = {
  config: { type: "positional", description: "a name", required: true },
  gpu: { type: "string" },
  output: { type: "string", alias: "o" },
  append: { type: "boolean" },
  "dry-run": { type: "boolean" },
  report: { type: "boolean", default: true },
};

/** What is said against a command line; null when nothing is. */
function complaint(line: string, accepted: ArgsDef = definition): string | null {
  try {
    checkArguments("run", line === "" ? [] : line.split(" "), accepted);
    return null;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe("accepted", () => {
  test.each([
    "demo",
    "demo --gpu h200",
    "--gpu h200 demo",
    "demo --gpu=h200",
    "demo --append --dry-run",
    "demo -o page.html",
    "demo -opage.html",
    "demo --output page.html",
    "demo --no-report",
    "demo --gpu=-odd",
    "-- demo",
    "-- --demo",
  ])("%s", (line) => {
    expect(complaint(line)).toBeNull();
  });

  test("no word where none is required", () => {
    expect(complaint("", { results: { type: "positional", required: false } })).toBeNull();
  });
});

describe("refused", () => {
  test("an unknown option, with the closest that there is", () => {
    expect(complaint("demo --apend")).toBe(
      "run has no option --apend (did you mean --append?); see run --help.",
    );
    expect(complaint("demo --dryrun")).toContain("did you mean --dry-run?");
    expect(complaint("demo --gpus=h200")).toContain("did you mean --gpu?");
    expect(complaint("demo --no-reprot")).toContain("did you mean --no-report?");
  });

  test("an unknown option that resembles none, without a guess", () => {
    expect(complaint("demo --frobnicate")).toBe("run has no option --frobnicate; see run --help.");
    expect(complaint("demo -x")).toContain("no option -x");
    expect(complaint("demo -ax")).toContain("no option -a");
  });

  test.each(["--constructor", "--toString", "--__proto__", "--hasOwnProperty=1"])(
    "%s, although every object has it",
    (option) => {
      expect(complaint(`demo ${option}`)).toContain(`no option ${option.split("=")[0]}`);
    },
  );

  test("the spelling that only the library would take", () => {
    expect(complaint("demo --dryRun")).toContain("did you mean --dry-run?");
    expect(complaint("demo --no-append")).toContain("no option --no-append");
    expect(complaint("demo --report")).toContain("no option --report");
  });

  test("a word too many", () => {
    expect(complaint("demo twice")).toBe("run takes one word besides its options: 'twice' is one too many.");
    expect(complaint("demo -- twice")).toContain("'twice' is one too many");
    expect(complaint("extra", {})).toBe("run takes no words besides its options: 'extra' is one too many.");
  });

  test("a missing word", () => {
    expect(complaint("")).toBe("run needs a name; see run --help.");
    expect(complaint("--append")).toContain("run needs a name");
  });

  test("an option without its value", () => {
    expect(complaint("demo --gpu")).toBe("run: --gpu needs a value.");
    expect(complaint("demo --gpu=")).toBe("run: --gpu needs a value.");
    expect(complaint("demo -o")).toBe("run: -o needs a value.");
  });

  test("an option in the place of a value", () => {
    expect(complaint("demo --gpu --append")).toBe("run: --gpu needs a value.");
    expect(complaint("demo --output -o")).toBe("run: --output needs a value.");
  });

  test("a value for what takes none", () => {
    expect(complaint("demo --append=yes")).toBe("run: --append takes no value.");
    expect(complaint("demo --no-report=false")).toBe("run: --no-report takes no value.");
  });

  test("an option given twice, by its alias too", () => {
    expect(complaint("demo --gpu a --gpu b")).toBe("run: --gpu is given twice.");
    expect(complaint("demo --append --append")).toBe("run: --append is given twice.");
    expect(complaint("demo --output a -o b")).toBe("run: -o is given twice.");
  });
});

describe("an option marked as repeatable", () => {
  const report = {
    results: { type: "positional", required: false },
    output: { type: "string", alias: "o", repeatable: true },
    gpu: { type: "string" },
  } as const;

  test("gives all that it was given, in order, however it is spelled", () => {
    const words = ["-o", "a.html", "folder", "--output=b.pdf", "--gpu", "c", "-od.md", "--", "-o"];
    expect(valuesOf("output", words, report)).toEqual(["a.html", "b.pdf", "d.md"]);
    expect(valuesOf("output", ["folder"], report)).toEqual([]);
  });

  test("may be given again, and no other option may", () => {
    expect(complaint("-o a --output b folder", report)).toBeNull();
    expect(complaint("-o a --gpu b --gpu c", report)).toBe("run: --gpu is given twice.");
  });

  test("needs a value each time", () => {
    expect(complaint("-o a -o", report)).toBe("run: -o needs a value.");
    expect(complaint("-o -o a", report)).toBe("run: -o needs a value.");
  });
});

describe("a word marked as repeatable", () => {
  const compare = {
    base: { type: "positional", description: "what to compare with", required: true },
    candidate: { type: "positional", description: "what is compared", required: true, repeatable: true },
    gpu: { type: "string" },
    quiet: { type: "boolean" },
  } as const;

  test.each([
    "a b",
    "a b c",
    "a b c d e",
    "a --gpu x b --quiet c",
    "--quiet a b",
    "a -- b c",
    "a b -- -c --gpu",
  ])("may be given as often as in %s", (line) => {
    expect(complaint(line, compare)).toBeNull();
  });

  test("has to be given once, like any other", () => {
    expect(complaint("", compare)).toBe("run needs what to compare with; see run --help.");
    expect(complaint("a", compare)).toBe("run needs what is compared; see run --help.");
    expect(complaint("a --gpu b", compare)).toBe("run needs what is compared; see run --help.");
  });

  test("does not need to be given where it is not required", () => {
    const optional = { name: { type: "positional", required: false, repeatable: true } } as const;
    expect(["", "a", "a b c"].map((line) => complaint(line, optional))).toEqual([null, null, null]);
  });

  test("leaves options as strict as they are", () => {
    expect(complaint("a b --gpu c --gpu d", compare)).toBe("run: --gpu is given twice.");
    expect(complaint("a b c --quite", compare)).toContain("did you mean --quiet?");
    expect(complaint("a b c --gpu", compare)).toBe("run: --gpu needs a value.");
  });

  test("has to be the last one", () => {
    const first = { all: { type: "positional", repeatable: true }, last: { type: "positional" } } as const;
    expect(complaint("a b c", first)).toBe("run takes 2 words besides its options: 'c' is one too many.");
  });
});

describe("suggestion", () => {
  test("names what is near and nothing else", () => {
    expect(suggestion("strem", ["stream", "cpu-all"])).toBe(" (did you mean stream?)");
    expect(suggestion("banana", ["stream", "cpu-all"])).toBe("");
    expect(suggestion("stream", [])).toBe("");
  });
});
