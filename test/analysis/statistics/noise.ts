import { seededRandom } from "../../report/seeded_random.ts";

/** Numbers of the standard normal distribution, the same in every run of the tests (Box & Muller). */
export function normalNoise(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Makes series of so many rounds, each like the one before by `rho`: stationary, autoregressive of first order. */
export function persistentNoise(seed: number, rho: number): (rounds: number) => number[] {
  const noise = normalNoise(seed);
  return (rounds) => {
    let value = noise() / Math.sqrt(1 - rho * rho);
    return Array.from({ length: rounds }, () => {
      const now = value;
      value = rho * value + noise();
      return now;
    });
  };
}
