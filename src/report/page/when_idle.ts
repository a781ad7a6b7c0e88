/** Nobody waits longer than so many milliseconds for what is put off, however busy the page is. */
const longest = 500;

/** Does something when there is nothing else to do; not all browsers tell when that is. */
export function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: longest });
  else setTimeout(act, 50);
}

/** Resolves when there is nothing else to do. */
export function idle(): Promise<void> {
  return new Promise(whenIdle);
}
