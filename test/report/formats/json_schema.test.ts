import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { z } from "zod";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { reportColumns } from "../../../src/report/formats/csv.ts";
import { jsonSchema } from "../../../src/report/formats/json_schema.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import type { ResultTree } from "../../../src/results/configuration.ts";
import { readOwnTree } from "../../own_tree.ts";
import { fakeCatalogue } from "../fake_catalogue.ts";
import { hostileGroup, hostileTree } from "../hostile_tree.ts";
import { madeUpTree } from "../made_up_tree.ts";

const docs = join(import.meta.dir, "../../../docs");
const committed: unknown = await Bun.file(join(docs, "report.schema.json")).json();
const page = await Bun.file(join(docs, "report.md")).text();

test("docs/report.schema.json is what `bun run schema` makes", () => {
  expect(committed).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

const schema = z.fromJSONSchema(z.looseObject({}).parse(committed));

function inputOf(tree: ResultTree, more: Partial<ReportInput> = {}): ReportInput {
  const generatedAt = new Date("2026-11-22T19:18:44Z");
  return { tree, catalogue, baseline: null, version: "9.9.9", generatedAt, ...more };
}

describe("every document is as the schema says", async () => {
  const { tree } = await readOwnTree();
  test.each<[string, ReportInput]>([
    ["of many kinds of configurations", inputOf(madeUpTree(), { reportFolder: "results" })],
    ["of a real run", inputOf(tree, { reportFolder: "/" })],
    ["of hostile names", inputOf(hostileTree, { reportFolder: "results" })],
    ["of hostile names compared", inputOf(hostileGroup, { catalogue: fakeCatalogue })],
    ["of nothing", inputOf({ configurations: [], problems: [] })],
  ])("%s", async (_, input) => {
    const document: unknown = JSON.parse(await renderReport("json", input));
    expect(schema.safeParse(document).error?.issues ?? []).toEqual([]);
  });

  test("and no other document is", async () => {
    const document: unknown = JSON.parse(await renderReport("json", inputOf(madeUpTree())));
    const whole = z.looseObject({}).parse(document);
    expect(schema.safeParse({ ...whole, more: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...whole, rows: [{}] }).success).toBe(false);
    expect(schema.safeParse({ ...whole, schema: 2 }).success).toBe(false);
  });
});

test("hostile names are told as they are, and findings name configurations", async () => {
  const tree: ResultTree = { ...madeUpTree(), problems: [{ path: "<b>\n", because: '"' }] };
  const document = JSON.parse(await renderReport("json", inputOf(tree)));
  expect(document.problems).toEqual([{ path: "<b>\n", because: '"' }]);
  const names = new Set(tree.configurations.map(({ config }) => config));
  expect(document.findings.length).toBeGreaterThan(5);
  for (const { configs } of document.findings)
    for (const config of configs) expect(names.has(config)).toBe(true);
});

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Paths of all fields: `rows[].gpu`. */
function fieldsOf(of: unknown, path = ""): string[] {
  const parsed = node.safeParse(of);
  if (!parsed.success) return [];
  const { properties = {}, items, anyOf = [] } = parsed.data;
  return [
    ...Object.entries(properties).flatMap(([name, own]) => {
      const field = path === "" ? name : `${path}.${name}`;
      return [field, ...fieldsOf(own, field)];
    }),
    ...fieldsOf(items, `${path}[]`),
    ...anyOf.flatMap((own) => fieldsOf(own, path)),
  ];
}

describe("docs/report.md", () => {
  test("describes every field of .json", () => {
    const fields = fieldsOf(committed);
    expect(fields).toContain("configurations[].machine.hugePages[].pageBytes");
    expect(fields.filter((field) => !page.includes(`| \`${field}\` |`))).toEqual([]);
  });

  test("describes every column of .csv", () => {
    expect(reportColumns.filter((column) => !page.includes(`| \`${column}\` |`))).toEqual([]);
  });

  test("describes nothing that there is not", () => {
    const known = new Set<string>([...fieldsOf(committed), ...reportColumns]);
    const described = Array.from(page.matchAll(/^\| `([^`]+)` \|/gm), ([, name = ""]) => name);
    expect(described.filter((name) => !known.has(name))).toEqual([]);
  });
});
