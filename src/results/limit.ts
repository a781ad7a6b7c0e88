/** Runs tasks, so many at a time; those beyond wait for their turn in the order in which they came. */
export function limitTo(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      // The next takes this one's place, if there is a next.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
