import {
  type Case,
  type Data,
  type FunctionExercise,
  fans,
  type InitializerName,
  initializers,
  type Random,
  random as seeded,
  type WeightShape,
} from 'convolab';
import { mistakenInitializers } from './initializer-mistakes';

const schemes = ['xavierNormal', 'xavierUniform', 'heNormal', 'heUniform'] as const;
const titles: Record<(typeof schemes)[number], string> = {
  xavierNormal: 'Xavier, normal',
  xavierUniform: 'Xavier, uniform',
  heNormal: 'He, normal',
  heUniform: 'He, uniform',
};

const size = (shape: number[]): number => shape.reduce((product, length) => product * length, 1);

/** What a scheme does with draws that are given: numbers with mean 0 and deviation 1, or numbers from 0 to 1. */
function drawn(scheme: InitializerName): (shape: WeightShape, draws: number[]) => number[] {
  const { deviation, limit } = initializers[scheme];
  return (shape, draws) => {
    const { fanIn, fanOut } = fans(shape);
    return limit
      ? draws.map((u) => limit(fanIn, fanOut) * (2 * u - 1))
      : draws.map((z) => deviation(fanIn, fanOut) * z);
  };
}

/** The fans of all shapes, and each scheme on two of them. */
function casesFor(shapes: number[][], random: Random, about: (shape: number[]) => string): Case[] {
  const draws = (scheme: string, shape: number[]): Data =>
    Array.from({ length: size(shape) }, () => (scheme.endsWith('Normal') ? random.normal() : random.uniform()));
  const dense = shapes.filter((shape) => shape.length === 2);
  const convolutions = shapes.filter((shape) => shape.length === 4);
  return [
    { name: 'fans of dense layers', fn: 'fans', each: dense.map((shape) => [shape]) },
    { name: 'fans of convolutions', fn: 'fans', each: convolutions.map((shape) => [shape]) },
    ...schemes.flatMap((scheme, i) =>
      [dense, convolutions].map((list) => {
        const shape = list[i % list.length];
        return { name: `${titles[scheme]}: ${about(shape)}`, fn: scheme, args: [shape, draws(scheme, shape)] };
      }),
    ),
  ];
}

const publicShapes = [
  [3, 2],
  [2, 5],
  [5, 5],
  [3, 3, 1, 2],
  [2, 3, 2, 1],
  [1, 1, 5, 3],
];

function gradedCases(random: Random): Case[] {
  const upTo = (most: number): number => 2 + random.integer(most - 1);
  const shapes = Array.from({ length: 8 }, (_, i) =>
    i % 2 ? [upTo(4), upTo(4), upTo(3), upTo(4)] : [upTo(12), upTo(9)],
  );
  return casesFor(shapes, random, (shape) => `random shape ${shape.join('×')}`);
}

export const initialization: FunctionExercise = {
  id: '3.2',
  title: 'Xavier and He',
  points: 4,
  kind: 'function',
  entry: 'initializers',
  reference: {
    fans,
    ...Object.fromEntries(schemes.map((scheme) => [scheme, drawn(scheme)])),
  } as unknown as FunctionExercise['reference'],
  publicCases: casesFor(publicShapes, seeded('first weights'), (shape) =>
    shape.length === 2 ? `a dense layer, ${shape.join('×')}` : `a convolution, ${shape.join('×')}`,
  ),
  gradedCases,
  mistakes: mistakenInitializers,
  firstStep:
    'Begin with `fans`: the last two sizes of the shape are inputs and outputs, all sizes before them belong to the kernel, and their product multiplies both.',
};
