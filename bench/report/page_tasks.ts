import type { CDPSession, Page } from "playwright-core";
import { chartMark } from "./page_watch.ts";

/** A task of a page's main thread, which can do nothing else meanwhile. */
export interface Task {
  readonly milliseconds: number;
  /** Of the processor: what it would take at least on a machine that others use as well. */
  readonly cpuMilliseconds: number;
  /** Whether it began before the first chart was there. */
  readonly isBeforeChart: boolean;
}

/** What the browser notes of a piece of work, times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const categories = ["disabled-by-default-devtools.timeline", "blink.user_timing"];

/** Set in the page, so that its thread is known among those of the browser. */
const threadMark = "the page's thread";

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const own = events.findLast(({ name }) => name === threadMark);
  const chartAt = events.find(({ name }) => name === chartMark)?.ts ?? Number.POSITIVE_INFINITY;
  return events.flatMap(({ name, pid, tid, ts, dur = 0, tdur = 0 }) =>
    name === "RunTask" && pid === own?.pid && tid === own.tid
      ? { milliseconds: dur / 1000, cpuMilliseconds: tdur / 1000, isBeforeChart: ts < chartAt }
      : [],
  );
}

/** The tasks of a page while something is done, as the browser keeps them. */
export async function tasksWhile(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what of it is used is in all events of these names
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: categories },
  });
  await act();
  await page.evaluate((mark) => performance.mark(mark), threadMark);
  const isComplete = new Promise((resolve) => {
    session.once("Tracing.tracingComplete", resolve);
  });
  await session.send("Tracing.end");
  await isComplete;
  await session.detach();
  return tasksOf(events);
}
