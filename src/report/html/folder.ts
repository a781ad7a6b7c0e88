import { type Markup, markup } from "../markup.ts";
import { formatBytes, formatCount } from "../../number_format.ts";
import type { Folder, FolderFile } from "../view/details.ts";
import { fileAddress } from "../view/file_address.ts";
import { fileWords } from "../view/file_words.ts";
import type { ShownBenchmark } from "../view/shown_catalogue.ts";

function fileItem({ name, bytes }: FolderFile, address: string | null, words: string | null): Markup {
  const named = markup`<bdi>${name}</bdi>`;
  const linked = address === null ? named : markup`<a href="${address}">${named}</a>`;
  return markup`<dt>${linked}</dt><dd>${[words, bytes === null ? null : formatBytes(bytes)].flatMap((text) => text ?? []).join(" · ")}</dd>
`;
}

/** The files that a configuration's numbers came from, as links where it is known where they lie from here. */
export function fileList(catalogue: readonly ShownBenchmark[], folder: Folder): Markup | null {
  const { files, more } = folder;
  if (files.length === 0) return null;
  return markup`<div class="files"><h4>Files</h4><dl>
${files.map((file) => fileItem(file, fileAddress(folder, file.name), fileWords(file.name, catalogue)))}</dl>${
    more === 0 ? null : markup`<p class="hint">and ${formatCount(more)} more</p>`
  }</div>
`;
}
