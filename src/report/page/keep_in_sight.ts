/** So long, in milliseconds, groups near to where one has got to may still be filled and laid out. */
const settling = 1000;

const ownMoves = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/** Ends staying where one was led before. */
let leave = (): void => {};

/**
 * Scrolls to an element and stays there while what is above it gets its real height, until the person moves: browsers
 * hold the place of what is seen by themselves, but not against what a jump brought near.
 */
export function keepInSight(target: Element): void {
  leave();
  const end = performance.now() + settling;
  let isOver = false;
  const stop = (): void => {
    isOver = true;
  };
  leave = stop;
  for (const move of ownMoves) window.addEventListener(move, stop, { once: true, passive: true });
  target.scrollIntoView();
  const place = target.getBoundingClientRect().top;
  const follow = (): void => {
    if (isOver || performance.now() > end || !target.isConnected) {
      for (const move of ownMoves) window.removeEventListener(move, stop);
      return;
    }
    if (Math.abs(target.getBoundingClientRect().top - place) > 1) target.scrollIntoView();
    window.requestAnimationFrame(follow);
  };
  window.requestAnimationFrame(follow);
}
