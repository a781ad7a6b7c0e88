import { constants } from "node:os";

const endings = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
type Ending = (typeof endings)[number];

/** How a person, or a container engine, asks a run to end. */
export interface Signals {
  /** Aborts on the first signal. */
  readonly aborted: AbortSignal;
  /** 128 + the signal's number once one came, as shells have it; undefined before. */
  exitCode(): number | undefined;
  stop(): void;
}

/** Listens until `stop` is called. The first signal aborts; a second one exits at once. */
export function listenForSignals(onFirst: () => void): Signals {
  const controller = new AbortController();
  let received: Ending | undefined;
  const handlers = endings.map((name) => {
    const handler = (): void => {
      if (received !== undefined) process.exit(128 + constants.signals[name]);
      received = name;
      onFirst();
      controller.abort();
    };
    process.on(name, handler);
    return () => process.removeListener(name, handler);
  });
  return {
    aborted: controller.signal,
    exitCode: () => (received === undefined ? undefined : 128 + constants.signals[received]),
    stop: () => {
      for (const remove of handlers) remove();
    },
  };
}
