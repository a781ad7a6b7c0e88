/**
 * A mistake or an environment that a person can mend: the message is one sentence that names the thing and the way
 * out. Nothing was measured; the exit code is 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
