import {
  type Case,
  discriminatorLoss,
  type FunctionExercise,
  generatorLoss,
  type Matrix,
  normalDivergence,
  type Random,
  reconstructionLoss,
} from 'convolab';
import { mistakenLosses } from './loss-mistakes';

const made: Matrix = [
  [0.9, 0.2, 0.6],
  [0.1, 0.5, 0.75],
];
const wanted: Matrix = [
  [1, 0, 0.5],
  [0, 1, 0.8],
];
const mean: Matrix = [
  [0.5, -1],
  [0, 2],
  [-0.25, 0.75],
];
const logVariance: Matrix = [
  [0.3, -0.7],
  [-2, 1],
  [0.5, -0.1],
];

const publicCases: Case[] = [
  { name: 'reconstruction: two images of three pixels', fn: 'reconstruction', args: [made, wanted] },
  { name: 'reconstruction: one image', fn: 'reconstruction', args: [[[0.5, 0.5, 0.25, 0.9]], [[1, 0, 0, 1]]] },
  { name: 'divergence: three images', fn: 'divergence', args: [mean, logVariance] },
  { name: 'divergence: the standard normal distribution', fn: 'divergence', args: [[[0, 0, 0]], [[0, 0, 0]]] },
  { name: 'divergence: one number', fn: 'divergence', args: [[[1.5]], [[-1]]] },
  {
    name: 'discriminator: logits',
    fn: 'discriminator',
    args: [
      [2, -0.5, 1],
      [-1, 0.3],
    ],
  },
  { name: 'discriminator: it knows nothing', fn: 'discriminator', args: [[0], [0]] },
  {
    name: 'discriminator: very sure, and wrong',
    fn: 'discriminator',
    args: [
      [-800, 30],
      [900, 5],
    ],
  },
  { name: 'generator: logits', fn: 'generator', args: [[-1, 0.3, 2]] },
  { name: 'generator: seen through', fn: 'generator', args: [[-900, -40]] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 4 }, (_, i): Case[] => {
    const [images, pixels, latent] = [1 + random.integer(4), 2 + random.integer(5), 1 + random.integer(4)];
    const matrix = (columns: number, value: () => number): Matrix =>
      Array.from({ length: images }, () => Array.from({ length: columns }, () => Number(value().toFixed(3))));
    const spread = i === 3 ? 400 : 2;
    const logits = (count: number): number[] =>
      Array.from({ length: count }, () => Number((spread * random.normal()).toFixed(2)));
    const about = `random ${images} images (${i + 1})`;
    const shares = () => random.uniform(0.02, 0.98);
    return [
      {
        name: `reconstruction: ${about}`,
        fn: 'reconstruction',
        args: [matrix(pixels, shares), matrix(pixels, shares)],
      },
      {
        name: `divergence: ${about}`,
        fn: 'divergence',
        args: [matrix(latent, () => random.normal()), matrix(latent, () => random.normal())],
      },
      {
        name: `discriminator: random logits (${i + 1})`,
        fn: 'discriminator',
        args: [logits(2 + random.integer(3)), logits(1 + random.integer(4))],
      },
      { name: `generator: random logits (${i + 1})`, fn: 'generator', args: [logits(1 + random.integer(5))] },
    ];
  }).flat();
}

export const generativeLosses: FunctionExercise = {
  id: '7.5',
  title: 'Losses of a VAE and of a GAN',
  points: 8,
  kind: 'function',
  entry: 'generativeLosses',
  reference: {
    reconstruction: reconstructionLoss,
    divergence: normalDivergence,
    discriminator: (real: number[], other: number[]) => discriminatorLoss(real, other),
    generator: generatorLoss,
  },
  publicCases,
  gradedCases,
  mistakes: mistakenLosses,
  firstStep:
    'Begin with `divergence`: for each number of each image 1 + log σ² − μ² − σ², with σ² = `Math.exp(logVariance)`; then add up and divide.',
};
