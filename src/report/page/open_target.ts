import type { Groups } from "./groups.ts";
import { keepInSight } from "./keep_in_sight.ts";

/** The id that the address of the page names; what a person typed may be none. */
function idInAddress(): string {
  const hash = location.hash.slice(1);
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

async function openTarget(groups: Groups): Promise<void> {
  const id = idInAddress();
  if (id === "") return;
  await groups.fillFor(id);
  const target = document.getElementById(id);
  if (target === null) return;
  // A target in a fold is seen when the folds around it are open.
  for (
    let fold = target.closest("details");
    fold !== null;
    fold = fold.parentElement?.closest("details") ?? null
  )
    fold.open = true;
  keepInSight(target);
  // From here on the Tab key goes on, also where the target has only just been made.
  if (target instanceof HTMLDetailsElement) target.querySelector("summary")?.focus({ preventScroll: true });
}

/** A link to something folded, or to what is not filled yet, shows it. */
export function openTargets(groups: Groups): void {
  window.addEventListener("hashchange", () => void openTarget(groups));
  void openTarget(groups);
}
