import { type Case, convolutionCost, denseCost, type FunctionExercise, type Mistake, type Random } from 'convolab';

/** A network of the VGG family: Simonyan and Zisserman, "Very deep convolutional networks …", 2015. */
interface Plan {
  /** height and width of the image */
  size: number;
  channels: number;
  blocks: { convolutions: number; filters: number }[];
  dense: number[];
}

interface Row {
  name: string;
  output: number[];
  parameters: number;
}

/** What a usual mistake changes. */
interface Slips {
  channels(block: number, layer: number, plan: Plan): number;
  halve(size: number): number;
  bias: boolean;
  flat(size: number, filters: number): number;
}

const right: Slips = {
  channels: (block, layer, { channels, blocks }) =>
    layer > 0 ? blocks[block].filters : block > 0 ? blocks[block - 1].filters : channels,
  halve: (size) => Math.floor(size / 2),
  bias: true,
  flat: (size, filters) => size * size * filters,
};

const table =
  (slips: Partial<Slips> = {}) =>
  (plan: Plan): Row[] => {
    const { channels, halve, bias, flat } = { ...right, ...slips };
    let size = plan.size;
    const rows = plan.blocks.map(({ convolutions, filters }, block): Row => {
      let parameters = 0;
      for (let layer = 0; layer < convolutions; layer++) {
        const inChannels = channels(block, layer, plan);
        parameters += convolutionCost({ height: 3, width: 3, inChannels, filters, kernel: 3, bias }).parameters;
      }
      size = halve(size);
      return { name: `block${block + 1}`, output: [size, size, filters], parameters };
    });
    let inputs = flat(size, plan.blocks[plan.blocks.length - 1].filters);
    for (const [index, units] of plan.dense.entries()) {
      rows.push({
        name: `dense${index + 1}`,
        output: [units],
        parameters: denseCost({ inputs, units, bias }).parameters,
      });
      inputs = units;
    }
    return rows;
  };

const reference = table();

const blocks = (convolutions: number[], filters: number[]): Plan['blocks'] =>
  convolutions.map((count, index) => ({ convolutions: count, filters: filters[index] }));
const widths = [64, 128, 256, 512, 512];
const plan = (size: number, channels: number, some: Plan['blocks'], dense: number[]): Case['args'] => [
  { size, channels, blocks: some.map((block) => ({ ...block })), dense },
];

const publicCases: Case[] = [
  { name: 'one block on a grey image', args: plan(8, 1, blocks([1], [4]), [10]) },
  { name: 'two blocks of two', args: plan(28, 1, blocks([2, 2], [16, 32]), [64, 10]) },
  { name: 'an odd size: 7 becomes 3', args: plan(14, 3, blocks([1, 1], [8, 8]), [5]) },
  { name: 'VGG11', args: plan(224, 3, blocks([1, 1, 2, 2, 2], widths), [4096, 4096, 1000]) },
  { name: 'VGG16', args: plan(224, 3, blocks([2, 2, 3, 3, 3], widths), [4096, 4096, 1000]), weight: 2 },
  { name: 'VGG16 for ten classes of small images', args: plan(32, 3, blocks([2, 2, 3, 3, 3], widths), [512, 10]) },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 10 }, (_, i) => {
    const count = 1 + random.integer(4);
    const some = Array.from({ length: count }, () => ({
      convolutions: 1 + random.integer(4),
      filters: 4 * (1 + random.integer(32)),
    }));
    const size = 2 ** count * (1 + random.integer(6)) + random.integer(2);
    const dense = Array.from({ length: 1 + random.integer(3) }, () => 1 + random.integer(200));
    return {
      name: `network ${i + 1}: ${count} blocks, ${size} pixels`,
      args: plan(size, 1 + random.integer(4), some, dense),
    };
  });
}

const mistakes: Mistake[] = [
  {
    name: 'first layer as the others',
    behaves: table({ channels: (block, _layer, { blocks: all }) => all[block].filters }),
    hint: 'The first convolution of a block sees what the block before it gives, and the very first one sees `channels`; only the others see `filters` channels.',
  },
  {
    name: 'all layers see the block before',
    behaves: table({
      channels: (block, _layer, { channels, blocks: all }) => (block > 0 ? all[block - 1].filters : channels),
    }),
    hint: 'Only the first convolution of a block sees what comes from before. The others see the `filters` channels of the one before them.',
  },
  {
    name: 'always the channels of the image',
    behaves: table({ channels: (_block, layer, { channels, blocks: all }) => (layer > 0 ? all[0].filters : channels) }),
    hint: 'Each block begins with the channels that the block before it gives, not with those of the image.',
  },
  {
    name: 'no pooling',
    behaves: table({ halve: (size) => size }),
    hint: 'Each block ends with a 2×2 max pooling with stride 2: height and width are halved.',
  },
  {
    name: 'rounded up',
    behaves: table({ halve: (size) => Math.ceil(size / 2) }),
    hint: 'Where a size is odd, the last row and column fit into no window: round down.',
  },
  {
    name: 'convolutions shrink',
    behaves: (given: Plan) => {
      const sizes = given.blocks.map((_, block) =>
        given.blocks
          .slice(0, block + 1)
          .reduce((size, { convolutions }) => Math.floor((size - 2 * convolutions) / 2), given.size),
      );
      if (sizes.some((size) => size < 1)) throw new Error('nothing is left');
      return reference(given).map((row, index) =>
        index < sizes.length ? { ...row, output: [sizes[index], sizes[index], row.output[2]] } : row,
      );
    },
    hint: "The convolutions of VGG have 'same' padding: they keep height and width, and only the pooling halves them.",
  },
  {
    name: 'no biases',
    behaves: table({ bias: false }),
    hint: 'The biases are missing: each filter and each unit has one.',
  },
  {
    name: 'not flattened',
    behaves: table({ flat: (_size, filters) => filters }),
    hint: 'The first dense layer sees every value of the last block: height · width · filters.',
  },
  {
    name: 'flattened before the pooling',
    behaves: table({ flat: (size, filters) => 4 * size * size * filters }),
    hint: 'The first dense layer sees what the last block gives after its pooling: half the height, half the width.',
  },
  {
    name: 'output of dense with height and width',
    when: (got, expected) => {
      const [rows, wanted] = [got as unknown as Row[], expected as unknown as Row[]];
      if (!Array.isArray(rows) || rows.length !== wanted.length) return false;
      return rows.some(
        ({ output }, i) => Array.isArray(output) && output.length === 3 && wanted[i].output.length === 1,
      );
    },
    hint: 'A dense layer gives a list of units: its `output` is `[units]`, a list with one number.',
  },
];

export const vggTable: FunctionExercise = {
  id: '1.4',
  title: 'The table of VGG16',
  points: 6,
  kind: 'function',
  entry: 'vggTable',
  reference,
  publicCases,
  gradedCases,
  tolerance: { relative: 0, absolute: 0 },
  mistakes,
  firstStep:
    'Go through the blocks with two variables, the size and the number of channels so far. Each convolution adds `(3 * 3 * channels + 1) * filters` parameters, and after it `channels` is `filters`.',
};
