/**
 * What was measured could not be kept, on a full disk for instance: the message is one sentence that says what is kept
 * and the way out. Something was measured already; the exit code is 1.
 */
export class SavingError extends Error {
  override readonly name = "SavingError";
}
