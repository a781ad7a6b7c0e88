/** Height of a row of a packed grid in CSS pixels, as page.css has it. */
const rowHeight = 4;

/** Lets the figures of a grid move up beside taller ones, in their order, instead of leaving gaps. */
export function packUpwards(grid: HTMLElement): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const rows = Math.ceil(target.getBoundingClientRect().height / rowHeight);
      if (rows > 0) target.style.gridRowEnd = `span ${rows}`;
    }
  });
  grid.classList.add("packed");
  for (const figure of grid.children) observer.observe(figure);
}
