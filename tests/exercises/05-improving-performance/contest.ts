import type { Case, Data, ImagesOf, ModelExercise, Random } from 'convolab';
import { budget, type Facts, measure, type Setting, scale, verdict } from './contest-facts';
import { mistakenContestants } from './contest-mistakes';

const trained = 10_000;
const measured = 2000;
const words = (x: number): string => x.toLocaleString('en');

/** One case for each step of the scale; all look at the same training. */
function casesFor(images: string, secret?: string): Case[] {
  const of = (packed: string): Data => ({
    packed,
    set: 'fashionMnist',
    part: 'train',
    from: 0,
    count: trained,
    secret,
  });
  const on: ImagesOf = { part: 'test', from: 0, count: measured, secret };
  return scale.map((least) => ({
    name: `right on ${(100 * least).toFixed(1).replace('.0', '')} % of ${words(measured)} ${images}, with ${words(budget)} parameters or fewer`,
    args: [of('images'), of('labels')],
    given: { least, on } satisfies Setting as unknown as Data,
  }));
}

export const contest: ModelExercise = {
  id: '5.6',
  title: 'Open contest: the best accuracy in a budget',
  points: 4,
  kind: 'model',
  entry: 'trainBest',
  imports: ['tf'],
  seconds: 300,
  publicCases: casesFor('test images'),
  // each secret has images and numbers of the classes of its own, so that neither public images nor weights from elsewhere help
  gradedCases: (random: Random) => casesFor('hidden images', String(random.integer(2 ** 32))),
  measure,
  judge: (facts) => verdict(facts as unknown as Facts),
  mistakes: mistakenContestants,
  firstStep:
    "Begin with any CNN that you know, such as that of exercise 3.1: build it, `compile` it with `tf.train.adam(0.001)` and `'categoricalCrossentropy'`, `await model.fit(xs, ys, { epochs: 2, batchSize: 64, verbose: 0 })`, and return it. Then improve it, one change at a time.",
};
