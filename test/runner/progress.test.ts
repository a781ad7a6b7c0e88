import { afterEach, describe, expect, jest, test } from "bun:test";
import { showProgress, type Progress } from "../../src/runner/progress.ts";
import { finishedTrial } from "../results/example.ts";

const position = { benchmark: "stream", roundOfRun: 2, rounds: 10 };

const options = {
  timeLeft: () => ({ least: 75, most: 75 }),
  standing: (benchmark: string) => `${benchmark} ±2 %, until ±1 %`,
};

/** A stream that keeps what is written to it. */
function fakeStream(properties: { isTTY?: boolean; columns?: number }): {
  stream: { isTTY?: boolean; columns?: number; write: (text: string) => void };
  written: string[];
} {
  const written: string[] = [];
  return { stream: { ...properties, write: (text) => void written.push(text) }, written };
}

describe("where there is no terminal", () => {
  test("a trial is a line when it has ended", () => {
    const { stream, written } = fakeStream({});
    const progress = showProgress(stream, options);
    progress.trialStarted(position);
    expect(written).toEqual([]);
    progress.trialEnded(finishedTrial(2));
    progress.clear();
    expect(written.join("")).toMatch(/^round 2\/10 · stream · 3\.0 s · 0:00 elapsed, about 1:15 left\n$/);
  });

  test("one of a further round says how sure its figures are by then, and how much longer it may take", () => {
    const { stream, written } = fakeStream({});
    let reach = 3;
    const progress = showProgress(stream, {
      timeLeft: () => ({ least: 0, most: 75 }),
      standing: () => `±${reach} %, until ±1 %`,
    });
    progress.trialStarted({ ...position, roundOfRun: 12 });
    reach = 2;
    progress.trialEnded(finishedTrial(12));
    expect(written.join("")).toBe(
      "round 12 · stream (±2 %, until ±1 %) · 3.0 s · 0:00 elapsed, at most 1:15 left\n",
    );
  });

  test("a failed one says so", () => {
    const { stream, written } = fakeStream({ isTTY: false });
    const progress = showProgress(stream, options);
    progress.trialStarted(position);
    progress.trialEnded(finishedTrial(2, { outcome: { status: "failed", because: "x", output: "" } }));
    expect(written.join("")).toContain("stream · failed · ");
  });
});

describe("on a terminal", () => {
  let progress: Progress | undefined;
  afterEach(() => {
    progress?.clear();
    jest.useRealTimers();
  });
  const clearLine = "\r\u001B[K";

  test("one line says where the run is, and is rewritten each second", () => {
    jest.useFakeTimers();
    const { stream, written } = fakeStream({ isTTY: true, columns: 200 });
    progress = showProgress(stream, options);
    progress.trialStarted(position);
    expect(written.at(-1)).toBe(`${clearLine}round 2/10 · stream · 0:00 elapsed, about 1:15 left`);
    const lines = written.length;
    jest.advanceTimersByTime(3000);
    expect(written.length).toBe(lines + 3);
    expect(written.every((text) => text.startsWith(clearLine) && !text.includes("\n"))).toBe(true);
  });

  test("the line of a further round says why it is measured, and counts down what may be left", () => {
    jest.useFakeTimers();
    const { stream, written } = fakeStream({ isTTY: true, columns: 200 });
    progress = showProgress(stream, { ...options, timeLeft: () => ({ least: 0, most: 75 }) });
    progress.trialStarted({ ...position, roundOfRun: 11 });
    expect(written.at(-1)).toBe(
      `${clearLine}round 11 · stream (stream ±2 %, until ±1 %) · 0:00 elapsed, at most 1:15 left`,
    );
    jest.advanceTimersByTime(2000);
    expect(written.at(-1)).toContain(" · stream (stream ±2 %, until ±1 %) · ");
  });

  test("the line is taken away at the end of a trial, and not written again", () => {
    jest.useFakeTimers();
    const { stream, written } = fakeStream({ isTTY: true });
    progress = showProgress(stream, options);
    progress.trialStarted(position);
    progress.trialEnded(finishedTrial(2));
    expect(written.at(-1)).toBe(clearLine);
    const lines = written.length;
    jest.advanceTimersByTime(5000);
    expect(written.length).toBe(lines);
  });

  test("the line is never as wide as the terminal, where it would wrap", () => {
    const { stream, written } = fakeStream({ isTTY: true, columns: 20 });
    progress = showProgress(stream, options);
    progress.trialStarted(position);
    expect(written.at(-1)?.slice(clearLine.length)).toBe("round 2/10 · stream");
  });
});
