import { describe, expect, test } from "bun:test";
import { addressOf, folderView } from "../../src/report/model/folder_view.ts";
import { fileAddress } from "../../src/report/view/file_address.ts";
import { fileWords } from "../../src/report/view/file_words.ts";
import { catalogue } from "../../src/benchmarks/index.ts";
import { hostileNames } from "./hostile_tree.ts";

describe("the address of a folder", () => {
  test.each([
    ["/r/a/b", "/r", "a/b/"],
    ["/r/a/b", "/r/a/b", "./"],
    ["/r/a/b", "/elsewhere/deep", "../../r/a/b/"],
    ["results/x/y", "results", "x/y/"],
    ["/r/a b/100%", "/r", "a%20b/100%25/"],
    ["/r/javascript:alert(1)/x", "/r", "javascript%3Aalert(1)/x/"],
    ["/r/a#b?c", "/r", "a%23b%3Fc/"],
  ])("%s from %s is %s", (directory, from, address) => {
    expect(addressOf(directory, from)).toBe(address);
  });

  test("is none where its name is no text", () => {
    expect(addressOf("/r/\uD800", "/r")).toBeNull();
  });
});

describe("the address of a file", () => {
  const base = "file:///r/report.html";
  const href = addressOf("/r/a-gpu/a", "/r");

  test("names the file and nothing else", () => {
    expect(fileAddress({ href }, "stream.txt")).toBe("a-gpu/a/stream.txt");
    expect(fileAddress({ href }, "100% #1?.txt")).toBe("a-gpu/a/100%25%20%231%3F.txt");
    expect(fileAddress({ href: null }, "stream.txt")).toBeNull();
  });

  test.each([
    ...hostileNames,
    "..",
    ".",
    "",
    "../secret",
    "%2e%2e",
    "..%2fsecret",
    "..\\secret",
    "//evil.example/x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "\uD800",
    "\u0000",
    "#gpu-1",
    "?x",
    " ..",
  ])("never leads out of the configuration's folder: %j", (name) => {
    const address = fileAddress({ href }, name);
    if (address === null) return;
    const { protocol, host, pathname, hash, search } = new URL(address, base);
    expect({ protocol, host, hash, search }).toEqual({ protocol: "file:", host: "", hash: "", search: "" });
    expect(pathname).toStartWith("/r/a-gpu/a/");
    expect(decodeURIComponent(pathname.slice("/r/a-gpu/a/".length))).toBe(name);
  });
});

test("a folder with more files than any configuration has says how many more", () => {
  const files = Array.from({ length: 75 }, (_, i) => ({ name: `${i}.txt`, bytes: null }));
  const view = folderView({ directory: "/r/a", files }, "/r");
  expect(view.files).toHaveLength(60);
  expect(view).toMatchObject({ href: "a/", more: 15 });
  expect(folderView({ directory: "/r/a", files: [] }, null)).toEqual({ href: null, files: [], more: 0 });
});

test.each([
  ["samples.csv", "every number of every round"],
  ["stream.txt", "printed by the programs that measured: Memory bandwidth"],
  ["stream_numa.txt", "printed by the programs that measured: Memory bandwidth"],
  ["gpu_bandwidth_numa.txt", "printed by the programs that measured: GPU bandwidth"],
  ["nccl_log.txt", "printed by the programs that measured: All-reduce"],
  ["streaming.txt", null],
  ["stream.sh", null],
  ["constructor", null],
])("%s is %s", (name, words) => {
  expect(fileWords(name, catalogue)).toBe(words);
});
