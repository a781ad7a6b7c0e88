import { describe, expect, test } from "bun:test";
import { commandLine, quoteForShell } from "../../src/runner/command_line.ts";
import { seededRandom } from "../benchmarks/formats/broken_output.ts";
import { command, smallMachine, twoNodeMachine } from "./examples.ts";

/** What a real shell makes of a line: the words, each behind a NUL. */
function wordsOf(line: string): string[] {
  const { stdout } = Bun.spawnSync(["sh", "-c", `printf '%s\\0' ${line}`]);
  return stdout.toString("utf8").split("\0").slice(0, -1);
}

describe("quoteForShell", () => {
  test("leaves plain words as they are", () => {
    expect(quoteForShell(["/usr/bin/numactl", "--membind=0", "-n", "8", "a:b,c@d%e+f"])).toBe(
      "/usr/bin/numactl --membind=0 -n 8 a:b,c@d%e+f",
    );
  });

  test("is read by a shell as the same words", () => {
    const odd = [
      "",
      " ",
      "a b",
      "it's",
      "''",
      '"',
      "$HOME",
      "`id`",
      "\\",
      "\n",
      "*",
      "~",
      "#x",
      "{a,b}",
      "!",
      "é",
      "-n",
      "a;b",
      "A=b c",
    ];
    expect(wordsOf(quoteForShell(odd))).toEqual(odd);
    const random = seededRandom(7);
    const letters = "ab'\"\\$`!*?[]{}()<>|&;#~ \t\n=%-.,:@";
    const words = Array.from({ length: 300 }, () =>
      Array.from(
        { length: Math.floor(random() * 8) },
        () => letters[Math.floor(random() * letters.length)] ?? "",
      ).join(""),
    );
    expect(wordsOf(quoteForShell(words))).toEqual(words);
  });
});

function program(path: string): Parameters<typeof commandLine>[1] {
  return { path, interpreter: [] };
}

describe("commandLine", () => {
  const bound = command("true", { arguments: ["-n", "8"], binding: { cpuNode: 1, memoryNode: 0 } });

  test("without a binding is the program and its arguments", () => {
    expect(commandLine(command("true"), program("/bin/sh"), smallMachine)).toEqual(["/bin/sh", "-c", "true"]);
  });

  test("of a script is its interpreter, the script and its arguments, bound or not", () => {
    const script = { path: "/k/matmul.py", interpreter: ["/usr/bin/python3", "-u"] };
    const words = ["/usr/bin/python3", "-u", "/k/matmul.py", "-n", "8"];
    expect(commandLine({ ...bound, binding: null }, script, twoNodeMachine)).toEqual(words);
    expect(commandLine(bound, script, twoNodeMachine).slice(3)).toEqual(["--", ...words]);
  });

  test("with a binding is numactl with the node's CPUs by number and strict memory", () => {
    expect(twoNodeMachine.numa.nodes.map(({ cpus }) => cpus)).toEqual(["0-1", "2-3"]);
    expect(commandLine(bound, program("/k/stream"), twoNodeMachine)).toEqual([
      "numactl",
      "--physcpubind=2-3",
      "--membind=0",
      "--",
      "/k/stream",
      "-n",
      "8",
    ]);
  });

  test("binds to no CPU that this process may not use", () => {
    const narrowed = { ...twoNodeMachine, cpu: { ...twoNodeMachine.cpu, allowed: "0-2" } };
    expect(commandLine(bound, program("/k/stream"), narrowed)).toContain("--physcpubind=2");
  });
});
