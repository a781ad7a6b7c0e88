/** The guest cannot be prepared, booted or read; the message is one sentence with the way out, then evidence. */
export class GuestError extends Error {
  override readonly name = "GuestError";
}
