import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { catalogue } from "../../src/benchmarks/index.ts";
import { renderReport, type ReportInput } from "../../src/report/index.ts";
import { madeUpTree } from "../report/made_up_tree.ts";
import { startChromium } from "./chromium.ts";

/** A report of many kinds of configurations, some of which failed. */
export const madeUp: ReportInput = {
  tree: madeUpTree(),
  catalogue,
  baseline: null,
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
};

/** A report opened from the disk, and all that it should not have done. */
export interface OpenedReport {
  readonly page: Page;
  /** Console messages, uncaught errors, dialogs and violations of the security policy. */
  readonly complaints: string[];
  /** What it asked for besides itself. */
  readonly requests: string[];
}

/** A Chromium that opens reports. */
export interface ReportBrowser {
  open(name: string, input: ReportInput): Promise<OpenedReport>;
  close(): Promise<void>;
}

export async function startReportBrowser(): Promise<ReportBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "vcpu-bench-report-"));
  const browser = await startChromium();
  return {
    async open(name, input) {
      const path = join(folder, `${name}.html`);
      await Bun.write(path, await renderReport("html", input));
      const page = await browser.context.newPage();
      const [complaints, requests]: [string[], string[]] = [[], []];
      page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("dialog", (dialog) => {
        complaints.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on("request", (request) => {
        const [url = ""] = request.url().split("#");
        if (url !== `file://${path}` && url !== "data:,") requests.push(url);
      });
      await page.goto(`file://${path}`);
      await framesDrawn(page);
      return { page, complaints, requests };
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when what is under way has been laid out, observed and drawn. */
export async function framesDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1)
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
  });
}

/** Scrolls through the whole page, as a reader does, so that all that is drawn when it comes near is drawn. */
export async function scrollThrough(page: Page): Promise<void> {
  const height = (): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < (await height()); top += 700) {
    await page.evaluate((to) => window.scrollTo({ top: to, behavior: "instant" }), top);
    await framesDrawn(page);
  }
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  await framesDrawn(page);
}

/** Canvases of charts on which nothing was drawn. */
export function blankCanvases(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvases = Array.from(document.querySelectorAll<HTMLCanvasElement>(".plot canvas"));
    return canvases.filter((canvas) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels === undefined || pixels.filter((byte, i) => i % 4 === 3 && byte > 0).length < 200;
    }).length;
  });
}

/** Pixels by which the page itself can be scrolled sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Opens every fold, those within others too. */
export async function openFolds(page: Page): Promise<void> {
  while (
    await page.evaluate(() => {
      const closed = document.querySelectorAll<HTMLDetailsElement>("details:not([open])");
      for (const fold of closed) fold.open = true;
      return closed.length > 0;
    })
  )
    await framesDrawn(page);
}
