import { Window } from "happy-dom";

/** What was called on canvases, by method, and the texts among it. */
export interface CanvasRecord {
  readonly calls: Map<string, number>;
  readonly texts: string[];
}

/** A drawing context that draws nothing: happy-dom has none, and uPlot only logs an error without one. */
function standInContext({ calls, texts }: CanvasRecord): object {
  const own: Record<string, unknown> = {};
  return new Proxy(own, {
    get: (target, name) => {
      if (typeof name !== "string") return undefined;
      if (name in target) return target[name];
      return (...given: readonly unknown[]) => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        const [text] = given;
        if (name === "fillText") texts.push(String(text));
        return { width: typeof text === "string" ? 7 * text.length : 0 };
      };
    },
    set: (target, name, value: unknown) => {
      if (typeof name === "string") target[name] = value;
      return true;
    },
  });
}

class StandInPath {
  moveTo(): void {}
  lineTo(): void {}
  rect(): void {}
  arc(): void {}
  closePath(): void {}
  bezierCurveTo(): void {}
}

/** Finds everything near at once: what is drawn only when it comes near is drawn here. */
class NearEverything {
  constructor(
    private readonly callback: (entries: readonly { target: unknown; isIntersecting: boolean }[]) => void,
  ) {}
  observe(target: unknown): void {
    queueMicrotask(() => this.callback([{ target, isIntersecting: true }]));
  }
  unobserve(): void {}
  disconnect(): void {}
}

/** A page opened in happy-dom with its script running. */
export interface OpenedPage {
  readonly window: Window;
  readonly canvas: CanvasRecord;
  /** What the page wrote to its console. */
  readonly logged: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens a rendered report, `width` CSS pixels wide to every chart.
 * @param isSettled whether all that its script has put off is to be done
 */
export async function openPage(
  page: string,
  width = 600,
  { isSettled = true }: { readonly isSettled?: boolean } = {},
): Promise<OpenedPage> {
  const window = new Window({ url: "file:///report.html", width: 1280, height: 900 });
  const { document } = window;
  document.write(page);
  const canvas: CanvasRecord = { calls: new Map(), texts: [] };
  const logged: string[] = [];
  const log = (...words: readonly unknown[]): void => void logged.push(words.map(String).join(" "));
  const context = standInContext(canvas);
  Object.defineProperty(window.HTMLCanvasElement.prototype, "getContext", { value: () => context });
  Object.defineProperty(window.HTMLElement.prototype, "clientWidth", { get: () => width });
  const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
  const globals: Readonly<Record<string, unknown>> = {
    window,
    document,
    navigator: window.navigator,
    location: window.location,
    devicePixelRatio: 1,
    matchMedia: window.matchMedia.bind(window),
    Element: window.Element,
    HTMLElement: window.HTMLElement,
    HTMLDetailsElement: window.HTMLDetailsElement,
    ResizeObserver: window.ResizeObserver,
    IntersectionObserver: NearEverything,
    setTimeout: window.setTimeout.bind(window),
    requestIdleCallback: (callback: () => void) => window.setTimeout(callback, 0),
    Event: window.Event,
    CustomEvent: window.CustomEvent,
    Path2D: StandInPath,
    console: { log, warn: log, error: log, info: log, debug: log },
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- the page's own script, with happy-dom's globals for its own
  const run = new Function(...Object.keys(globals), script);
  run(...Object.values(globals));
  // uPlot draws in a microtask.
  await Promise.resolve();
  if (isSettled) await window.happyDOM.waitUntilComplete();
  return {
    window,
    canvas,
    logged,
    close: () => window.happyDOM.close(),
  };
}
