import { copyDialog } from "../html/summary_controls.ts";

/** For browsers that give a page from the disk no clipboard of the newer kind. */
function copySelected(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "unseen";
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}

function offer(text: string): void {
  document.body.insertAdjacentHTML("beforeend", copyDialog().text);
  const dialog = document.body.lastElementChild;
  if (!(dialog instanceof HTMLDialogElement)) return;
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  const area = dialog.querySelector("textarea");
  if (area === null) return;
  area.value = text;
  area.focus();
  area.select();
}

/** How a text came to a person: in the clipboard, or in a dialog from which it can be copied. */
export type Copied = "clipboard" | "dialog";

export async function copyText(text: string): Promise<Copied> {
  try {
    // A page that is not secure lacks navigator.clipboard, which throws as well.
    await navigator.clipboard.writeText(text);
    return "clipboard";
  } catch {
    if (copySelected(text)) return "clipboard";
  }
  offer(text);
  return "dialog";
}
