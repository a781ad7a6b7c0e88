import { UsageError } from "../usage_error.ts";

/** Names of configurations and GPU groups become folder names, so they are kept to harmless characters. */
const name = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** The longest file name that common file systems take. */
const longestName = 255;

/** @throws UsageError quoting the name, control characters made visible. */
export function checkName(kind: "configuration" | "GPU group", text: string): void {
  if (name.test(text) && text.length <= longestName) return;
  const shown = JSON.stringify(text.length <= 60 ? text : `${text.slice(0, 60)}…`);
  throw new UsageError(
    `${shown} cannot name a ${kind}: use at most ${longestName} letters, digits, '.', '_' and '-', beginning with a ` +
      "letter or digit.",
  );
}
