function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

/** A link to something folded unfolds it. */
export function openTargets(): void {
  window.addEventListener("hashchange", openTarget);
  openTarget();
}
