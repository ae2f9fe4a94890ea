import { type Data, initializers, type PackedModel, packTensor, random, type WeightShape } from 'convolab';

const convolution = (name: string, filters: number, more: { [key: string]: Data }): Data => ({
  class_name: 'Conv2D',
  config: { name, filters, kernel_size: [5, 5], strides: [1, 1], activation: 'relu', use_bias: true, ...more },
});
const pooling = (name: string): Data => ({
  class_name: 'MaxPooling2D',
  config: { name, pool_size: [2, 2], strides: [2, 2], padding: 'valid' },
});
const dense = (name: string, units: number, activation: string): Data => ({
  class_name: 'Dense',
  config: { name, units, activation, use_bias: true },
});

const layers: Data[] = [
  convolution('c1', 6, { padding: 'same', batch_input_shape: [null, 28, 28, 1] }),
  pooling('s2'),
  convolution('c3', 16, { padding: 'valid' }),
  pooling('s4'),
  { class_name: 'Flatten', config: { name: 'flatten' } },
  dense('c5', 120, 'relu'),
  dense('f6', 84, 'relu'),
  dense('output', 10, 'softmax'),
];

const kernels: WeightShape[] = [
  [5, 5, 1, 6],
  [5, 5, 6, 16],
  [400, 120],
  [120, 84],
  [84, 10],
];

/**
 * LeNet-5 with ReLU and max pooling, 61,706 parameters, with first weights by He from a seed.
 * @param confidence by which the weights of the output are multiplied: the larger, the further are the probabilities from 0.1
 */
export function lenet(seed: number | string, confidence = 1): PackedModel {
  const draws = random(seed);
  const weights = kernels.flatMap((shape) => {
    const outputs = shape[shape.length - 1];
    const factor = outputs === 10 ? confidence : 1;
    const kernel = (initializers.heNormal.sample(shape, draws).flat(3) as unknown as number[]).map((w) => w * factor);
    return [packTensor(Float32Array.from(kernel), shape), packTensor(new Float32Array(outputs), [outputs])];
  });
  return { packed: 'model', topology: { class_name: 'Sequential', config: { name: 'lenet5', layers } }, weights };
}
