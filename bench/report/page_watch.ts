import type { Page } from "playwright-core";

/** The name of the mark that is set in the page when a frame is over in which a chart's canvas had been drawn on. */
export const chartMark = "first chart";

/** Runs in the page before anything of its own; the page knows nothing of it. */
function markFirstChart(name: string): void {
  const leastInk = 200;
  const isDrawn = (canvas: HTMLCanvasElement): boolean => {
    if (canvas.width === 0 || canvas.height === 0) return false;
    // A copy: reading pixels of the page's own canvas would make the browser treat it otherwise from then on.
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext("2d", { willReadFrequently: true });
    context?.drawImage(canvas, 0, 0);
    const bytes = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
    let inked = 0;
    for (let alpha = 3; alpha < bytes.length; alpha += 4) if (bytes[alpha] !== 0) inked += 1;
    return inked >= leastInk;
  };
  const look = (): void => {
    const canvas = document.querySelector<HTMLCanvasElement>(".plot canvas");
    if (canvas === null || !isDrawn(canvas)) {
      requestAnimationFrame(look);
      return;
    }
    // This comes before the frame is painted, the message after it.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => performance.mark(name));
    port1.start();
    port2.postMessage(null);
  };
  requestAnimationFrame(look);
}

/** To be called before the page is opened. */
export async function watchForChart(page: Page): Promise<void> {
  await page.addInitScript(markFirstChart, chartMark);
}

/** Milliseconds from navigation until the first chart was there. */
export async function firstChartAt(page: Page): Promise<number> {
  const startOf = (name: string): number | null => performance.getEntriesByName(name)[0]?.startTime ?? null;
  await page.waitForFunction(startOf, chartMark);
  return (await page.evaluate(startOf, chartMark)) ?? Number.NaN;
}

/** Resolves when the page has had nothing to do for a while. */
export async function isQuiet(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let times = 0; times < 20; times += 1) {
      await new Promise((resolve) => {
        requestIdleCallback(resolve);
      });
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
  });
}
