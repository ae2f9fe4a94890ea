import { type Data, initializers, type PackedModel, packTensor, random, type WeightShape } from 'convolab';
import { trainedWeights } from './trained-weights';

type PackedTensor = PackedModel['weights'][number];

const node = (type: string, name: string, more: { [key: string]: Data } = {}): Data => ({
  class_name: type,
  config: { name, ...more },
});
const convolution = (name: string, filters: number, more: { [key: string]: Data } = {}): Data =>
  node('Conv2D', name, { filters, kernel_size: [3, 3], padding: 'same', ...more });
const pooling = (name: string): Data => node('MaxPooling2D', name, { pool_size: [2, 2], strides: [2, 2] });
const image = { batch_input_shape: [null, 28, 28, 1] };

/** The layers of the trained network, and what each puts out for one image. */
export const trainedLayers: { name: string; type: string; output: number[] }[] = [
  { name: 'conv1', type: 'Conv2D', output: [28, 28, 8] },
  { name: 'pool1', type: 'MaxPooling2D', output: [14, 14, 8] },
  { name: 'conv2', type: 'Conv2D', output: [14, 14, 16] },
  { name: 'pool2', type: 'MaxPooling2D', output: [7, 7, 16] },
  { name: 'conv3', type: 'Conv2D', output: [7, 7, 32] },
  { name: 'features', type: 'GlobalAveragePooling2D', output: [32] },
  { name: 'classes', type: 'Dense', output: [5] },
];

const trainedShapes = [[3, 3, 1, 8], [8], [3, 3, 8, 16], [16], [3, 3, 16, 32], [32], [32, 5], [5]];

/** A network of 6,053 parameters that tells the first five classes of Fashion-MNIST apart. */
export const trainedNetwork: PackedModel = {
  packed: 'model',
  topology: {
    class_name: 'Sequential',
    config: {
      name: 'five_classes',
      layers: [
        convolution('conv1', 8, { activation: 'relu', ...image }),
        pooling('pool1'),
        convolution('conv2', 16, { activation: 'relu' }),
        pooling('pool2'),
        convolution('conv3', 32, { activation: 'relu' }),
        node('GlobalAveragePooling2D', 'features', { data_format: 'channels_last' }),
        node('Dense', 'classes', { units: 5, activation: 'softmax' }),
      ],
    },
  },
  weights: trainedWeights.map(({ scale, values }, i) => {
    const bytes = new Int8Array(Buffer.from(values.join(''), 'base64'));
    return packTensor(
      Float32Array.from(bytes, (byte) => byte * scale),
      trainedShapes[i],
    );
  }),
};

/** The layers with weights of the network in stages, in their order. */
export const stagedLayers: { name: string; isNorm: boolean }[] = [
  ...[1, 2, 3].flatMap((stage) => [
    { name: `stage${stage}_conv`, isNorm: false },
    { name: `stage${stage}_norm`, isNorm: true },
  ]),
  { name: 'head_dense', isNorm: false },
  { name: 'head_output', isNorm: false },
];

/**
 * A network of three stages, each a convolution, batch normalization and ReLU, and a head of two dense layers; 1,198 parameters,
 * first weights by He from a seed.
 * @param frozen names of the layers that were frozen before
 */
export function stagedNetwork(seed: number | string, frozen: string[] = []): PackedModel {
  const draws = random(seed);
  const isFrozen = (name: string): boolean => frozen.includes(name);
  const withFlag = (name: string): { [key: string]: Data } => (isFrozen(name) ? { trainable: false } : {});
  const filters = [4, 6, 8];
  const layers = filters.flatMap((count, i) => {
    const stage = `stage${i + 1}`;
    const more = { strides: [2, 2], use_bias: false, ...(i === 0 && image), ...withFlag(`${stage}_conv`) };
    return [
      convolution(`${stage}_conv`, count, more),
      node('BatchNormalization', `${stage}_norm`, { axis: -1, ...withFlag(`${stage}_norm`) }),
      node('ReLU', `${stage}_relu`),
    ];
  });
  const kernel = (...shape: number[]): PackedTensor => {
    const values = initializers.heNormal.sample(shape as WeightShape, draws) as unknown as number[][];
    return packTensor(Float32Array.from(values.flat(3) as unknown as number[]), shape);
  };
  const all = (count: number, value: number): PackedTensor => packTensor(new Float32Array(count).fill(value), [count]);
  const own: { name: string; learnt: PackedTensor[]; measured: PackedTensor[] }[] = filters.flatMap((count, i) => [
    { name: `stage${i + 1}_conv`, learnt: [kernel(3, 3, i === 0 ? 1 : filters[i - 1], count)], measured: [] },
    { name: `stage${i + 1}_norm`, learnt: [all(count, 1), all(count, 0)], measured: [all(count, 0), all(count, 1)] },
  ]);
  own.push({ name: 'head_dense', learnt: [kernel(8, 16), all(16, 0)], measured: [] });
  own.push({ name: 'head_output', learnt: [kernel(16, 10), all(10, 0)], measured: [] });
  return {
    packed: 'model',
    topology: {
      class_name: 'Sequential',
      config: {
        name: 'staged',
        layers: [
          ...layers,
          node('GlobalAveragePooling2D', 'pool', { data_format: 'channels_last' }),
          node('Dense', 'head_dense', { units: 16, activation: 'relu', ...withFlag('head_dense') }),
          node('Dense', 'head_output', { units: 10, activation: 'softmax', ...withFlag('head_output') }),
        ],
      },
    },
    // TensorFlow.js lists what training changes first, and then the rest
    weights: [
      ...own.filter(({ name }) => !isFrozen(name)).flatMap(({ learnt }) => learnt),
      ...own.flatMap(({ name, learnt, measured }) => [...(isFrozen(name) ? learnt : []), ...measured]),
    ],
  };
}
