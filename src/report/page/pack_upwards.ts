/** Height of a row of a packed grid in CSS pixels, as page.css has it. */
const rowHeight = 4;

/** Lets the figures of a grid move up beside taller ones, in their order, instead of leaving gaps. */
export function packUpwards(grid: HTMLElement): void {
  const observer = new ResizeObserver((entries) => {
    // Asked for its height here, each figure would have the browser lay out anew what was set of the one before.
    for (const { target, borderBoxSize } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const rows = Math.ceil((borderBoxSize[0]?.blockSize ?? 0) / rowHeight);
      if (rows > 0) target.style.gridRowEnd = `span ${rows}`;
    }
  });
  grid.classList.add("packed");
  for (const figure of grid.children) observer.observe(figure);
}
