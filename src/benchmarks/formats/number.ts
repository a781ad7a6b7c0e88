import { OutputError } from "../benchmark.ts";
import { quoteLine } from "./lines.ts";

/** Above this no time, size, count or rate on any machine is a measurement; below it integers are exact. */
const largest = Number.MAX_SAFE_INTEGER;

function bounded(value: number, line: string): number {
  if (!(value <= largest)) throw new OutputError(`${quoteLine(line)} has a number too large to be true`);
  return value;
}

/**
 * A number as `%.Nf` prints it: digits, a point, exactly N digits (a number cut short has fewer).
 * @param line is quoted in the error message.
 * @throws OutputError on anything else: signs, exponents, nan, inf.
 */
export function parseFixed(text: string, fractionDigits: number, line: string): number {
  const [, fraction] = /^\d+\.(\d+)$/.exec(text) ?? [];
  if (fraction?.length !== fractionDigits) {
    throw new OutputError(`${quoteLine(line)} lacks a number with ${fractionDigits} digits behind the point`);
  }
  return bounded(Number(text), line);
}

/**
 * A whole number, `12`.
 * @param line is quoted in the error message.
 * @throws OutputError on anything else.
 */
export function parseCount(text: string, line: string): number {
  if (!/^\d+$/.test(text)) throw new OutputError(`${quoteLine(line)} lacks a whole number`);
  return bounded(Number(text), line);
}

/**
 * A number in plain decimal notation, `12` or `12.5`: above zero, since nothing takes no time, and at most
 * `largestTrue`, above which it is no measurement.
 * @param line is quoted in the error message.
 * @throws OutputError on anything else: signs, exponents, nan, inf.
 */
export function parsePositive(text: string, line: string, largestTrue: number): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new OutputError(`${quoteLine(line)} lacks a plain number`);
  const value = Number(text);
  if (value === 0) throw new OutputError(`${quoteLine(line)} says zero, which cannot be measured`);
  if (value > largestTrue) throw new OutputError(`${quoteLine(line)} has a number too large to be true`);
  return value;
}
