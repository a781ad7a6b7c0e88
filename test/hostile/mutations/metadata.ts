import type { Chance } from "../chance.ts";
import { type Folder, textOf, withText } from "../folder.ts";
import { at, isObject, type Json, mapTexts, type Place, replaced } from "../json.ts";
import { payloads } from "../payloads.ts";
import type { Mutation } from "./mutation.ts";

const file = "metadata.json";

/** Makes a mutation of what it does to metadata.json as JSON, if it still is such. */
export function ofMetadata(name: string, change: (json: Json, chance: Chance) => Json | undefined): Mutation {
  return {
    name,
    mutate(folder: Folder, chance) {
      try {
        const json: Json = JSON.parse(textOf(folder, file) ?? "");
        const made = change(json, chance);
        return made === undefined ? folder : withText(folder, file, JSON.stringify(made));
      } catch {
        // It is no JSON any more, or nested too deep to be written again.
        return folder;
      }
    },
  };
}

/** Makes a mutation of what it does to the text of metadata.json. */
function ofText(name: string, change: (text: string, chance: Chance) => string): Mutation {
  return {
    name,
    mutate(folder, chance) {
      const text = textOf(folder, file);
      return text === null ? folder : withText(folder, file, change(text, chance));
    },
  };
}

const stopsHere = 0.25;

/** Somewhere in a document, as likely near its root as deep within. */
function somewhere(json: Json, chance: Chance, place: Place = []): Place {
  const keys = Array.isArray(json) ? Array.from(json.keys()) : isObject(json) ? Object.keys(json) : [];
  if (keys.length === 0 || (place.length > 0 && chance.fraction() < stopsHere)) return place;
  const key = chance.among<string | number>(keys);
  const inner = Array.isArray(json) ? json[Number(key)] : isObject(json) ? json[key] : undefined;
  return somewhere(inner ?? null, chance, [...place, key]);
}

const mostTries = 50;

/** Somewhere in a document where what lies there is as it should; null where none was found. */
function placeWith(json: Json, chance: Chance, isRight: (there: Json) => boolean): Place | null {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const place = somewhere(json, chance);
    const there = at(json, place);
    if (there !== undefined && isRight(there)) return place;
  }
  return null;
}

function nested(depth: number): Json {
  let json: Json = [];
  for (let i = 0; i < depth; i += 1) json = [json];
  return json;
}

/** Numbers at the ends of what a computer can count with, and beyond what anything here is. */
export const hostileNumbers: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  1.7976931348623157e308,
  5e-324,
  2.2e-308,
  1e21,
  1e-7,
  9_007_199_254_740_992,
  2 ** 31,
  2 ** 32,
  1_000_000_000,
  1e15,
  65_535,
  65_536,
  275_760,
];

/** Times that no clock shows. */
const hostileTimes: readonly string[] = [
  "9999999-01-01T00:00:00Z",
  "+275760-09-13T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  "0000-00-00T00:00:00Z",
  "1970-01-01T00:00:00.000Z",
  "2026-02-30T25:61:61Z",
  "today",
  "1e21",
];

const values: readonly ((chance: Chance) => Json)[] = [
  () => null,
  ({ fraction }) => fraction() < 0.5,
  ({ among }) => among(hostileNumbers),
  ({ among }) => String(among(hostileNumbers)),
  ({ among }) => among(payloads),
  ({ among }) => among(hostileTimes),
  ({ oneOf }) =>
    oneOf(["0-65535", "0-65534,65535", "1-0", "0,0,0,0", "NaN", "-Infinity", "x".repeat(100_000)]),
  () => [],
  () => ({}),
  () => [null],
  ({ below }) => nested(below(200)),
  ({ among }) => Object.fromEntries([[among(payloads), among(payloads)]]),
  ({ among }) => JSON.parse(`{"__proto__": ${JSON.stringify(among(payloads))}, "toString": 1}`),
];

function copies(json: Json, chance: Chance): Json | undefined {
  const place = placeWith(json, chance, (there) => Array.isArray(there) && there.length > 0);
  const list = place === null ? null : at(json, place);
  return place !== null && Array.isArray(list)
    ? replaced(json, place, Array.from({ length: 1 + chance.below(40) }, () => list).flat())
    : undefined;
}

function renamedKey(json: Json, chance: Chance): Json | undefined {
  const place = somewhere(json, chance);
  const object = at(json, place);
  if (object === undefined || !isObject(object)) return undefined;
  const keys = Object.keys(object);
  if (keys.length === 0) return undefined;
  const key = chance.among(keys);
  const name = chance.among(payloads);
  return replaced(
    json,
    place,
    Object.fromEntries(Object.entries(object).map(([own, value]) => [own === key ? name : own, value])),
  );
}

/** Keys whose texts are words of the schema, without which nothing of the rest is looked at. */
const words = new Set([
  "status",
  "profile",
  "vendor",
  "kind",
  "transparent",
  "endedBy",
  "startedAt",
  "endedAt",
]);
/** Keys whose texts tie one part to another. */
const ties = new Set(["benchmark", "tool", "id", "tests"]);

function isFree(place: Place): boolean {
  const keys = place.filter((step) => typeof step === "string");
  const isList = keys.some((key) => ["online", "allowed", "cpus", "sharedBy"].includes(key));
  return !isList && !words.has(keys.at(-1) ?? "");
}

/** What a stranger, another version or another program may have written into metadata.json. */
export const metadataMutations: readonly Mutation[] = [
  ofMetadata("something of another type somewhere", (json, chance) =>
    replaced(json, somewhere(json, chance), chance.among(values)(chance)),
  ),
  ofMetadata("something of another type in three places", (json, chance) =>
    [1, 2, 3].reduce<Json>(
      (made) => replaced(made, somewhere(made, chance), chance.among(values)(chance)) ?? null,
      json,
    ),
  ),
  ofMetadata("something missing", (json, chance) => replaced(json, somewhere(json, chance), undefined)),
  ofMetadata("a number out of all bounds", (json, chance) => {
    const place = placeWith(json, chance, (there) => typeof there === "number");
    return place === null ? undefined : replaced(json, place, chance.among(hostileNumbers));
  }),
  ofMetadata("a list many times", copies),
  ofMetadata("a key renamed", renamedKey),
  ofMetadata("one text in all free places", (json, { among }) => {
    const payload = among(payloads);
    return mapTexts(json, (was, place) =>
      isFree(place) && !ties.has(String(place.findLast((step) => typeof step === "string"))) ? payload : was,
    );
  }),
  ofMetadata("another text in every free place", (json, { among }) =>
    mapTexts(json, (was, place) => (isFree(place) ? among(payloads) : was)),
  ),
  ofMetadata("texts before and behind in a tenth of the places", (json, { among, fraction }) =>
    mapTexts(json, (was, place) =>
      isFree(place) && fraction() < 0.1 ? `${among(payloads)}${was}${among(payloads)}` : was,
    ),
  ),
  ofMetadata("times that no clock shows", (json, { among }) =>
    mapTexts(json, (was, place) =>
      ["startedAt", "endedAt", "timestamp"].includes(String(place.at(-1))) ? among(hostileTimes) : was,
    ),
  ),
  ofMetadata("another schema", (json, { among }) =>
    replaced(json, ["schema"], among<Json>([0, 1, 3, 99, 1e308, -1, 1.5, "2", null, [2], { 2: 2 }])),
  ),
  ofMetadata("no schema", (json) => replaced(json, ["schema"], undefined)),
  ofText("keys twice", (text, { among }) =>
    text.replace("{", `{"schema": 2, "runs": [], ${JSON.stringify(among(payloads))}: 1,`),
  ),
  ofText("nesting without end", (text, { oneOf, fraction }) => {
    const depth = 100_000;
    const deep = oneOf([
      "[".repeat(depth),
      '{"a":'.repeat(depth),
      `${"[".repeat(depth)}${"]".repeat(depth)}`,
    ]);
    return fraction() < 0.5 ? deep : text.replace("{", `{"more": ${deep},`);
  }),
  ofText("numbers that JSON has not", (text, { oneOf }) =>
    text.replace(/: ?\d+/, `: ${oneOf(["NaN", "Infinity", "0x10", "1e999", "-1e999", "01", "1_000", "+1"])}`),
  ),
  ofText("comments", (text) => text.replace("{", "{ // comment\n /* </script> */")),
];
