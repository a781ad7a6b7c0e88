/** No container engine can be had on this machine; the message is one sentence that says why. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}
