/** Calls once, when a fold is opened for the first time. */
export function whenOpened(fold: HTMLDetailsElement, fill: () => void): void {
  fold.addEventListener("toggle", fill, { once: true });
}
