import type { Case, Data, ImagesOf, ModelExercise, Random } from 'convolab';
import { lenet } from './given-lenet';
import { type Facts, type Look, leastAccuracy, measure, type Setting, verdicts } from './training-facts';
import { mistakenTrainings } from './training-mistakes';

/** Data, though TypeScript does not take an interface for it. */
const setting = (of: Setting): Data => of as unknown as Data;

/** Cases that look at the same two runs: a real training, and a short one with a learning rate of 0. */
function casesFor(
  seed: number | string,
  from: number,
  on: ImagesOf,
  short: { count: number; batchSize: number },
): Case[] {
  const model = lenet(seed) as unknown as Data;
  // one whose probabilities are far from 0.1, so that a wrong loss differs from the right one
  const sure = lenet(seed, 4) as unknown as Data;
  const images = (first: number, count: number): Data[] =>
    ['images', 'labels'].map((packed) => ({ packed, set: 'fashionMnist', part: 'train', from: first, count }));
  const real = { epochs: 3, batchSize: 50, learningRate: 0.002 };
  const still = { epochs: 3, batchSize: short.batchSize, learningRate: 0 };
  const shortOn: ImagesOf = { part: 'train', from, count: short.count };
  const realCase = (name: string, look: Look, weight = 1): Case => ({
    name,
    args: [model, ...images(from, 4000), real],
    given: setting({ look, on, settings: real }),
    weight,
  });
  const stillCase = (name: string, look: Look): Case => ({
    name,
    args: [sure, ...images(from, short.count), still],
    given: setting({ look, on: shortOn, settings: still }),
  });
  const sizes = `${short.count} images in batches of ${short.batchSize}`;
  return [
    stillCase(`every image once an epoch: ${sizes}`, 'batches'),
    stillCase('a new order in each epoch', 'order'),
    stillCase('losses are means over the images', 'means'),
    realCase('the loss falls from epoch to epoch', 'falling'),
    realCase(`it learns from 4,000 images: ${100 * leastAccuracy} % of others are right`, 'accuracy', 2),
    realCase('nothing is left in memory', 'memory'),
  ];
}

export const trainingLoop: ModelExercise = {
  id: '3.7',
  title: 'The training loop',
  points: 6,
  kind: 'model',
  entry: 'train',
  imports: ['tf'],
  modelIn: 'model',
  withheld: ['fit', 'fitDataset', 'trainOnBatch'],
  publicCases: casesFor(1, 0, { part: 'test', from: 0, count: 1000 }, { count: 130, batchSize: 40 }),
  gradedCases: (random: Random) => {
    const short = { count: 101 + random.integer(60), batchSize: 23 + random.integer(20) };
    return casesFor(random.integer(1e9), random.integer(6000), { part: 'test', from: 1000, count: 1000 }, short);
  },
  measure,
  judge: (facts) => verdicts[(facts as unknown as Facts).look](facts as unknown as Facts),
  mistakes: mistakenTrainings,
  firstStep:
    'Write one step first: take the first `settings.batchSize` images with `xs.slice`, and call `optimizer.minimize(() => …)` with a function that returns the loss of `model.apply(batch)`. Then put loops over batches and epochs around it.',
};
