import type { Case, Data, ModelExercise, Random } from 'convolab';
import { judgeBlock, type Look, measureBlock } from './block-facts';
import { mistakenBlocks } from './block-mistakes';

const titles: Record<Look, string> = {
  layers: 'layers and output',
  parameters: 'parameters',
  numbers: 'the numbers that come out',
};

const looksAt = (fn: string, about: string, args: Data[], seed: number, looks: Look[]): Case[] =>
  looks.map((look) => ({
    name: `${fn}, ${about}: ${titles[look]}`,
    fn,
    args,
    given: { look, seed },
    weight: look === 'numbers' ? 2 : 1,
  }));

const all: Look[] = ['layers', 'parameters', 'numbers'];

function residual(
  about: string,
  inputShape: number[],
  maps: number,
  strides: number,
  seed: number,
  looks = all,
): Case[] {
  return looksAt('residual', about, [inputShape, maps, strides], seed, looks);
}

/** @param maps of the six convolutions, in the order of the table */
function inception(about: string, inputShape: number[], maps: number[], seed: number, looks = all): Case[] {
  const names = ['branch1', 'branch2_reduce', 'branch2', 'branch3_reduce', 'branch3', 'branch4'];
  const widths = Object.fromEntries(names.map((name, i) => [name, maps[i]]));
  return looksAt('inception', about, [inputShape, widths], seed, looks);
}

const publicCases: Case[] = [
  ...residual('identity shortcut', [6, 6, 4], 4, 1, 1),
  ...residual('strides 2 and more maps', [8, 8, 3], 6, 2, 2),
  ...residual('more maps only', [5, 5, 2], 5, 1, 3, ['layers', 'numbers']),
  ...residual('strides 2 only', [6, 4, 4], 4, 2, 4, ['layers', 'numbers']),
  ...inception('four branches', [6, 6, 5], [4, 3, 6, 2, 3, 2], 5),
  ...inception('branches of the same size', [5, 7, 3], [4, 2, 4, 3, 4, 4], 6, ['layers', 'numbers']),
];

function gradedCases(random: Random): Case[] {
  const upTo = (most: number): number => 2 + random.integer(most - 1);
  const seed = (): number => random.integer(1e9);
  const size = (): number[] => [4 + random.integer(4), 4 + random.integer(4)];
  const channels = upTo(6);
  return [
    ...residual('random 1', [...size(), channels], channels, 1, seed()),
    ...residual('random 2', [...size(), upTo(5)], 6 + random.integer(3), 1 + random.integer(2), seed()),
    ...residual('random 3', [...size(), channels], channels, 2, seed()),
    ...[1, 2].flatMap((i) =>
      inception(
        `random ${i}`,
        [...size(), upTo(5)],
        Array.from({ length: 6 }, () => upTo(6)),
        seed(),
      ),
    ),
  ];
}

export const twoBlocks: ModelExercise = {
  id: '4.2',
  title: 'A residual and an Inception block',
  points: 4,
  kind: 'model',
  entry: 'blocks',
  imports: ['tf'],
  publicCases,
  gradedCases,
  measure: measureBlock,
  judge: judgeBlock,
  mistakes: mistakenBlocks,
  firstStep:
    'Begin with `residual` where nothing changes its shape: `const input = tf.input({ shape: inputShape })`, then each layer is applied to what came before, and `tf.layers.add().apply([x, input])` closes the block.',
};
