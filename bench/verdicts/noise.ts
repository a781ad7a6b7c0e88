/** Uniform numbers from 0 to below 1. */
export type Random = () => number;

/** A standard normal number, by Box & Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Noise of the rounds of one run: its median is 0, and its spread about 1. */
export interface Noise {
  readonly name: string;
  readonly draw: (rounds: number, random: Random) => number[];
  /** Standard deviation between boots, as a multiple of that between rounds. */
  readonly betweenBoots: number;
}

function independent(draw: (random: Random) => number): Noise["draw"] {
  return (rounds, random) => Array.from({ length: rounds }, () => draw(random));
}

function autoregressive(rho: number): Noise["draw"] {
  return (rounds, random) => {
    let value = normal(random);
    return Array.from({ length: rounds }, () => {
      const now = value;
      value = rho * value + Math.sqrt(1 - rho * rho) * normal(random);
      return now;
    });
  };
}

/** Student's t with two degrees of freedom has no variance: one round in thirty lies more than five off. */
function heavyTailed(random: Random): number {
  return normal(random) / Math.sqrt((normal(random) ** 2 + normal(random) ** 2) / 2);
}

/** Disturbances only ever slow down: exponential, moved so that its median is 0. */
function skewed(random: Random): number {
  return Math.LN2 + Math.log(1 - random());
}

export const noises: readonly Noise[] = [
  { name: "normal", draw: independent(normal), betweenBoots: 0 },
  { name: "heavy-tailed (t, 2 df)", draw: independent(heavyTailed), betweenBoots: 0 },
  { name: "skewed (exponential)", draw: independent(skewed), betweenBoots: 0 },
  { name: "autocorrelated (AR 0.3)", draw: autoregressive(0.3), betweenBoots: 0 },
  { name: "autocorrelated (AR 0.6)", draw: autoregressive(0.6), betweenBoots: 0 },
  { name: "boot effect (1 × noise)", draw: independent(normal), betweenBoots: 1 },
];

/** Medians of the logarithms of one run after the other, and the rounds about them. */
export function drawRuns(
  noise: Noise,
  options: {
    readonly runs: number;
    readonly rounds: number;
    readonly spread: number;
    readonly random: Random;
  },
): { readonly level: number; readonly values: readonly number[] }[] {
  const { runs, rounds, spread, random } = options;
  return Array.from({ length: runs }, () => {
    const level = noise.betweenBoots === 0 ? 0 : spread * noise.betweenBoots * normal(random);
    return { level, values: noise.draw(rounds, random).map((value) => level + spread * value) };
  });
}
