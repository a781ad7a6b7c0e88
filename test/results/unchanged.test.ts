import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { metadata } from "../../src/results/metadata.ts";
import { unchanged } from "../../src/results/unchanged.ts";
import { seededRandom } from "../report/seeded_random.ts";
import { emptyRun, finishedTrial, keptTrial, metadataOf } from "./example.ts";

const schemas = {
  text: z.string(),
  "text of a kind": z.string().regex(/^a+$/),
  "text that is made another": z.string().transform((text) => text.trim()),
  "a date": z.iso.datetime(),
  "a number": z.number(),
  "a count": z.number().int().positive(),
  "a count from zero": z.int().nonnegative(),
  "a number from text": z.coerce.number(),
  "one of two": z.enum(["a", "b"]),
  "one of some": z.literal([1, "a", null]),
  "a list": z.array(z.number()).min(1).readonly(),
  "by name": z.record(z.string().regex(/^a/), z.number()),
  "an object": z.object({ a: z.number(), b: z.string().optional(), c: z.boolean().default(true) }),
  "an object and more": z.looseObject({ a: z.number() }),
  "an object and no more": z.strictObject({ a: z.number() }),
  "nothing or text": z.string().nullable(),
  "checked text": z.string().refine((text) => text.length < 3, "it is long"),
  "the first that fits": z.union([z.string().transform(Number), z.string()]),
  "by its kind": z.discriminatedUnion("a", [
    z.object({ a: z.literal(1), b: z.string() }),
    z.object({ a: z.literal(2) }),
  ]),
} as const;

const parts = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  3,
  1e300,
  Infinity,
  NaN,
  "",
  "a",
  "aa",
  " a ",
  "12",
  "aaaa",
  "2026-11-25T12:00:00Z",
];
const values: readonly unknown[] = [
  ...parts,
  ...parts.flatMap((part) => [[part], [1, part], { a: part }, { a: 1, b: part }, { a: 1, c: part }]),
  [],
  {},
  { a: 2 },
  { a: 1, d: 1 },
  JSON.parse('{"__proto__":1,"a":1}'),
];

/** What parsing gives lies in the value, which may have more fields. */
function expectToHold(value: unknown, parsed: unknown): void {
  if (typeof parsed === "object" && parsed !== null) expect(value).toMatchObject(parsed);
  else expect(value).toBe(parsed);
}

describe.each(Object.entries(schemas))("%s", (_, schema) => {
  const isUnchanged = unchanged(schema);

  test("is said to be unchanged only where parsing takes it and gives the same", () => {
    for (const value of values.filter(isUnchanged)) {
      const parsed = z.safeParse(schema, value);
      expect([value, parsed.success]).toEqual([value, true]);
      expectToHold(value, parsed.data);
    }
  });
});

test.each<[keyof typeof schemas, unknown]>([
  ["text", ""],
  ["text of a kind", "aaaa"],
  ["text that is made another", "a"],
  ["a date", "2026-11-25T12:00:00Z"],
  ["a number", -1.5],
  ["a count", 3],
  ["a count from zero", 0],
  ["one of two", "a"],
  ["one of some", null],
  ["a list", [1]],
  ["by name", { a: 1 }],
  ["an object", { a: 1, b: "b", c: false }],
  ["an object", { a: 1, c: true, d: "not named" }],
  ["nothing or text", null],
  ["checked text", "aa"],
  ["by its kind", { a: 2 }],
])("%s is said to be unchanged: %j", (name, value) => {
  expect(unchanged(schemas[name])(value)).toBe(true);
});

describe("metadata", () => {
  const isUnchanged = unchanged(metadata);
  const written = JSON.stringify(
    metadataOf([{ ...emptyRun, trials: [1, 2].map((round) => keptTrial(finishedTrial(round))) }], {
      "samples.csv": 12,
    }),
  );

  test("is unchanged as it is written", () => {
    expect(isUnchanged(JSON.parse(written))).toBe(true);
  });

  test("with one value of it another is said to be unchanged just where parsing gives the same", () => {
    const random = seededRandom(1);
    const pick = <Of>(some: readonly Of[]): Of | undefined => some[Math.floor(random() * some.length)];
    const said = [0, 0];
    for (let i = 0; i < 1000; i += 1) {
      const json: unknown = JSON.parse(written);
      let place: unknown = json;
      for (;;) {
        if (typeof place !== "object" || place === null) break;
        const name = pick(Object.keys(place));
        if (name === undefined) break;
        const inner: unknown = Reflect.get(place, name);
        if (typeof inner !== "object" || inner === null || random() < 0.1) {
          Reflect.set(place, name, pick([null, true, 0, -1, 1.5, 2, "", "0-3", "x", [], {}, ["0"]]));
          break;
        }
        place = inner;
      }
      const parsed = metadata.safeParse(json);
      const isSame = parsed.success && Bun.deepEquals(parsed.data, json, true);
      expect([JSON.stringify(json), isUnchanged(json)]).toEqual([JSON.stringify(json), isSame]);
      said[isSame ? 1 : 0] = (said[isSame ? 1 : 0] ?? 0) + 1;
    }
    expect(Math.min(...said)).toBeGreaterThan(50);
  });
});
