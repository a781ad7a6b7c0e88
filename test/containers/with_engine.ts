import { describe } from "bun:test";
import type { Composition } from "./composition.ts";

/** What there is to test with, or why there is nothing. */
type Prepared = { readonly composition: Composition } | { readonly unavailable: string };

let prepared: Prepared | undefined;

/** Says, before the tests are read, what they are to use. */
export function prepare(found: Prepared): void {
  prepared = found;
}

/**
 * What all tests in containers share.
 * @throws Error outside of a test that has an engine.
 */
export function composition(): Composition {
  if (prepared === undefined || !("composition" in prepared)) throw new Error("there is no engine");
  return prepared.composition;
}

/** Tests that need an engine: skipped where none can be had, for a reason that stands in their name. */
export function describeWithEngine(name: string, tests: () => void): void {
  if (prepared === undefined) throw new Error("these tests are run by ./vcpu-bench test --containers");
  const reason = "unavailable" in prepared ? prepared.unavailable : null;
  describe.skipIf(reason !== null)(reason === null ? name : `${name} (skipped: ${reason})`, tests);
}
