/** What a program of poppler's prints of a PDF. */
export function poppler(program: string, ...args: readonly string[]): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync([program, ...args]);
  if (exitCode !== 0) throw new Error(`${program}: ${stderr.toString()}`);
  return stdout.toString();
}

/** The text of each page. */
export function pagesOf(pdf: string): readonly string[] {
  return poppler("pdftotext", "-layout", pdf, "-").split("\f").slice(0, -1);
}

/** Words of images in a PDF: none when all of it is text and lines. */
export function imagesOf(pdf: string): readonly string[] {
  return poppler("pdfimages", "-list", pdf).trimEnd().split("\n").slice(2);
}
