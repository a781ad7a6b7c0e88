import { z } from "zod";
import {
  $ZodCheckGreaterThan,
  $ZodCheckMinLength,
  $ZodCheckNumberFormat,
  type $ZodCheck,
  type $ZodShape,
  type $ZodType,
} from "zod/v4/core";

/** Whether parsing a value would give the same value, but for fields that the schema does not name. */
type Test = (value: unknown) => boolean;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Asks the schema, which must answer with the very value. */
function asked(schema: $ZodType): Test {
  return (value) => {
    const parsed = z.safeParse(schema, value);
    return parsed.success && parsed.data === value;
  };
}

function testOfObject(shape: $ZodShape): Test {
  const names = Object.keys(shape);
  const tests = Object.values(shape).map(unchanged);
  return (value) => {
    if (!isFields(value)) return false;
    for (let i = 0; i < names.length; i += 1) if (tests[i]?.(value[names[i] ?? ""]) !== true) return false;
    return true;
  };
}

function testOfList(item: Test): Test {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i += 1) if (!item(value[i])) return false;
    return true;
  };
}

function testOfRecord(name: Test, item: Test): Test {
  return (value) => {
    if (!isFields(value)) return false;
    // Parsing leaves `__proto__` out.
    return Object.keys(value).every((key) => key !== "__proto__" && name(key) && item(value[key]));
  };
}

/** The first option that takes a value decides what becomes of it. */
function testOfUnion(options: readonly $ZodType[]): Test {
  const tests = options.map((option) => ({ test: unchanged(option), option }));
  return (value) => {
    for (const { test, option } of tests) {
      if (test(value)) return true;
      if (z.safeParse(option, value).success) return false;
    }
    return false;
  };
}

/** What a schema wants of a value besides its type; null for what only the schema itself knows. */
function testOfCheck(check: $ZodCheck): Test | null {
  if (check instanceof $ZodCheckNumberFormat)
    return check._zod.def.format === "safeint" ? Number.isSafeInteger : null;
  if (check instanceof $ZodCheckGreaterThan) {
    const { value: limit, inclusive } = check._zod.def;
    return (value) => Number(value) > Number(limit) || (inclusive && value === limit);
  }
  if (check instanceof $ZodCheckMinLength) {
    const { minimum } = check._zod.def;
    return (value) => (Array.isArray(value) || typeof value === "string") && value.length >= minimum;
  }
  if (check instanceof z.ZodCustom) {
    const { fn } = check._zod.def;
    return (value) => fn(value) === true;
  }
  return null;
}

/** By the type of a value and what it is made of; null for types of which only the schema itself knows. */
function testOfType(schema: $ZodType): Test | null {
  if (schema instanceof z.ZodObject)
    return schema.def.catchall === undefined ? testOfObject(schema.shape) : null;
  if (schema instanceof z.ZodArray) return testOfList(unchanged(schema.element));
  if (schema instanceof z.ZodRecord)
    return testOfRecord(unchanged(schema.keyType), unchanged(schema.valueType));
  if (schema instanceof z.ZodUnion) return testOfUnion(schema.options);
  if (schema instanceof z.ZodNullable) {
    const test = unchanged(schema.unwrap());
    return (value) => value === null || test(value);
  }
  if (schema instanceof z.ZodOptional) {
    const test = unchanged(schema.unwrap());
    return (value) => value === undefined || test(value);
  }
  if (schema instanceof z.ZodDefault) {
    const test = unchanged(schema.unwrap());
    return (value) => value !== undefined && test(value);
  }
  if (schema instanceof z.ZodReadonly) return unchanged(schema.unwrap());
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const known = new Set<unknown>(schema instanceof z.ZodEnum ? schema.options : schema.values);
    return (value) => known.has(value);
  }
  // Those of a format, or that make what they are given to what they want, are of further classes or say so.
  if (schema instanceof z.ZodString && schema.def.coerce !== true && schema.format === null)
    return (value) => typeof value === "string";
  if (schema instanceof z.ZodNumber && schema.def.coerce !== true && !("format" in schema.def))
    return Number.isFinite;
  return null;
}

/**
 * A test for JSON that a schema takes as it is, so that no copy of it has to be made: parsing a thousand files of a
 * hundred kilobytes takes longer than most of what a report does with them. It says no where it cannot tell, and then
 * parsing tells.
 */
export function unchanged(schema: $ZodType): Test {
  const tests = [testOfType(schema), ...(schema._zod.def.checks ?? []).map(testOfCheck)];
  const known = tests.filter((test) => test !== null);
  const [first] = known;
  if (first === undefined || known.length < tests.length) return asked(schema);
  return known.slice(1).reduce((before, test) => (value) => before(value) && test(value), first);
}
