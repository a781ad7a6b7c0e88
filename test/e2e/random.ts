/** A reproducible stream of numbers in [0, 1): mulberry32. Print the seed with a failure to have it again. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** VCPU_BENCH_TEST_SEED repeats a run of the tests; otherwise each run tries other moments. */
export function chooseSeed(): number {
  const given = process.env["VCPU_BENCH_TEST_SEED"];
  return given === undefined ? Date.now() >>> 0 : Number(given);
}
