import { checkWhole } from './options';

/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Random {
  /** From `low` up to, not including, `high`; 0 to 1 unless given. */
  uniform(low?: number, high?: number): number;
  /** Normally distributed; mean 0 and standard deviation 1 unless given. */
  normal(mean?: number, deviation?: number): number;
  /** A whole number from 0 to n − 1, all equally likely. */
  integer(n: number): number;
  /** The items in random order, as a new array. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * A seeded generator of random numbers. Not for secrets.
 * @param seed a number or a text; each seed gives a stream of its own
 * @see sfc32 of Chris Doty-Humphrey's PractRand, https://pracrand.sourceforge.net; it passes that battery of tests
 */
export function random(seed: number | string): Random {
  const next = sfc32(String(seed));
  // 53 bits, as many as a double keeps.
  const unit = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  return {
    uniform: (low = 0, high = 1) => low + (high - low) * unit(),
    normal(mean = 0, deviation = 1) {
      // Box and Muller, 1958; 1 − unit() is never 0, so the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log(1 - unit()));
      return mean + deviation * radius * Math.cos(2 * Math.PI * unit());
    },
    integer: (n) => Math.floor(unit() * checkWhole(n, 'n', 1)),
    shuffle(items) {
      // Fisher and Yates: each place takes one of the items that are left.
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const chosen = Math.floor(unit() * (last + 1));
        [shuffled[last], shuffled[chosen]] = [shuffled[chosen], shuffled[last]];
      }
      return shuffled;
    },
  };
}

/** Whole numbers from 0 to 2³² − 1, from a state of four 32-bit numbers. */
function sfc32(seed: string): () => number {
  // The seed's characters go into three numbers (FNV-1a with three starting points); the fourth counts.
  let [a, b, c] = [0x811c9dc5, 0x01000193, 0x9e3779b9].map((start) => {
    let hash = start;
    for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
    return hash;
  });
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  // The first results still resemble the seed.
  for (let round = 0; round < 15; round++) next();
  return next;
}
