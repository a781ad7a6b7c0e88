/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function isObject(json: Json): json is { [key: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** A place in JSON: keys and positions from the outside in. */
export type Place = readonly (string | number)[];

/** The same JSON with something else at a place; undefined takes away what lies there. */
export function replaced(json: Json, [first, ...rest]: Place, by: Json | undefined): Json | undefined {
  if (first === undefined) return by;
  if (Array.isArray(json)) {
    const copy = [...json];
    const inner = replaced(copy[Number(first)] ?? null, rest, by);
    if (inner === undefined) copy.splice(Number(first), 1);
    else copy[Number(first)] = inner;
    return copy;
  }
  if (!isObject(json)) return json;
  const entries = Object.entries(json).flatMap(([key, value]): [string, Json][] => {
    if (key !== first) return [[key, value]];
    const inner = replaced(value, rest, by);
    return inner === undefined ? [] : [[key, inner]];
  });
  return Object.fromEntries(entries);
}

export function at(json: Json, place: Place): Json | undefined {
  let here: Json | undefined = json;
  for (const step of place) {
    if (here === undefined || here === null || typeof here !== "object") return undefined;
    here = Array.isArray(here) ? here[Number(step)] : here[step];
  }
  return here;
}

/** Every text of a document made anew by its place. */
export function mapTexts(json: Json, text: (was: string, place: Place) => string, place: Place = []): Json {
  if (typeof json === "string") return text(json, place);
  if (Array.isArray(json)) return json.map((item, i) => mapTexts(item, text, [...place, i]));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, mapTexts(value, text, [...place, key])]),
  );
}
