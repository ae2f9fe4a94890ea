import { expectedImprovement, type Mistake, normalDensity, normalDistribution } from 'convolab';
import { someNumber } from '../look';

type Improvement = (mean: number, deviation: number, best: number, margin: number) => number;
type Next = (means: number[], deviations: number[], best: number, margin: number) => number;

/** A formula of gain μ − best − ξ, its z and σ, for σ above 0. */
const of =
  (formula: (gain: number, deviation: number, z: number) => number): Improvement =>
  (mean, deviation, best, margin) => {
    const gain = mean - best - margin;
    return deviation === 0 ? Math.max(0, gain) : formula(gain, deviation, gain / deviation);
  };
const whole = (gain: number, deviation: number, z: number): number =>
  gain * normalDistribution(z) + deviation * normalDensity(z);

const improvements: [string, Improvement, string][] = [
  [
    'smaller is better',
    (mean, deviation, best, margin) => expectedImprovement(best, deviation, mean, margin),
    'The gain has the wrong sign. Here a larger value is better: `mean - best - margin`.',
  ],
  [
    'margin forgotten',
    (mean, deviation, best) => expectedImprovement(mean, deviation, best, 0),
    'The margin is left out: an improvement counts from `best + margin` on.',
  ],
  [
    'margin added',
    (mean, deviation, best, margin) => expectedImprovement(mean, deviation, best - margin),
    'The margin has the wrong sign: it makes the gain smaller, `mean - best - margin`.',
  ],
  [
    'margin only in z',
    (mean, deviation, best, margin) => {
      const gain = mean - best;
      return deviation === 0 ? Math.max(0, gain - margin) : whole(gain, deviation, (gain - margin) / deviation);
    },
    'The margin is in z, but not in the factor before Φ(z). Both use `gain = mean - best - margin`.',
  ],
  [
    'first term only',
    of((gain, _deviation, z) => gain * normalDistribution(z)),
    'The term σ φ(z) is missing: what a trial can gain because the model is unsure.',
  ],
  [
    'second term only',
    of((_gain, deviation, z) => deviation * normalDensity(z)),
    'The term (μ − best − ξ) Φ(z) is missing: what a trial is expected to gain.',
  ],
  [
    'probability of improvement',
    of((_gain, _deviation, z) => normalDistribution(z)),
    'That is the probability of an improvement. How large it is counts, too: (μ − best − ξ) Φ(z) + σ φ(z).',
  ],
  [
    'Φ and φ swapped',
    of((gain, deviation, z) => gain * normalDensity(z) + deviation * normalDistribution(z)),
    'Φ and φ are swapped: Φ, the distribution, goes with the gain, and φ, the density, with σ.',
  ],
  [
    'not divided by σ',
    of((gain, deviation) => whole(gain, deviation, gain)),
    'z counts the gain in deviations: `z = gain / deviation`.',
  ],
  [
    'divided by the variance',
    of((gain, deviation) => whole(gain, deviation, gain / deviation ** 2)),
    'You divide by the variance. `deviation` is σ already: `z = gain / deviation`.',
  ],
  [
    'σ before φ missing',
    of((gain, _deviation, z) => gain * normalDistribution(z) + normalDensity(z)),
    'The second term is σ φ(z): the density has to be multiplied by `deviation`.',
  ],
  [
    'density not normalized',
    of((gain, deviation, z) => gain * normalDistribution(z) + deviation * Math.exp((-z * z) / 2)),
    'The factor 1 / √(2π) of the density is missing: `Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI)`.',
  ],
  [
    'half missing in the exponent',
    of((gain, deviation, z) => gain * normalDistribution(z) + (deviation * Math.exp(-z * z)) / Math.sqrt(2 * Math.PI)),
    'The exponent of the density is −z²/2: the half is missing.',
  ],
  [
    'nothing where σ is 0',
    (mean, deviation, best, margin) => (deviation === 0 ? 0 : expectedImprovement(mean, deviation, best, margin)),
    'Where σ is 0 the model is certain, and the gain is certain, too: `Math.max(0, gain)`.',
  ],
  [
    'negative where σ is 0',
    (mean, deviation, best, margin) =>
      deviation === 0 ? mean - best - margin : expectedImprovement(mean, deviation, best, margin),
    'A trial that is worse improves nothing: where σ is 0 it is `Math.max(0, gain)`.',
  ],
];

const largest = (values: number[]): number => values.indexOf(Math.max(...values));
const gains = (means: number[], deviations: number[], best: number, margin: number): number[] =>
  means.map((mean, i) => expectedImprovement(mean, deviations[i], best, margin));

const choices: [string, Next, string][] = [
  [
    'margin forgotten',
    (means, deviations, best) => largest(gains(means, deviations, best, 0)),
    'Hand the margin on to `expectedImprovement`: it decides how bold the search is.',
  ],
  [
    'largest mean',
    (means) => largest(means),
    'You take the trial with the largest mean, which never explores. Take the largest expected improvement.',
  ],
  [
    'largest deviation',
    (_means, deviations) => largest(deviations),
    'You take the trial that the model knows least about, which only explores. Take the largest expected improvement.',
  ],
  [
    'smallest',
    (means, deviations, best, margin) => {
      const found = gains(means, deviations, best, margin);
      return found.indexOf(Math.min(...found));
    },
    'That is the smallest expected improvement. The largest one is wanted.',
  ],
  [
    'value in place of the index',
    (means, deviations, best, margin) => Math.max(...gains(means, deviations, best, margin)),
    'Return the place of the trial in the list, and not its expected improvement.',
  ],
  [
    'counted from 1',
    (means, deviations, best, margin) => largest(gains(means, deviations, best, margin)) + 1,
    'Places count from 0: the first trial is 0.',
  ],
];

export const mistakenImprovements: Mistake[] = [
  ...improvements.map(([name, behaves, hint]): Mistake => ({ name, only: 'expectedImprovement', behaves, hint })),
  ...choices.map(
    ([name, behaves, hint]): Mistake => ({ name: `nextTrial: ${name}`, only: 'nextTrial', behaves, hint }),
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from 0 / 0: treat σ = 0 by itself, before you divide by it.',
  },
];
