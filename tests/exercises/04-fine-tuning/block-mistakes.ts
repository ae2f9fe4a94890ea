import type { Mistake } from 'convolab';
import type { Facts, Look } from './block-facts';

const when =
  (look: Look, test: (facts: Facts) => boolean): Mistake['when'] =>
  (got) => {
    const facts = got as unknown as Facts;
    return facts.look === look && test(facts);
  };
/** The numbers are those of a mistaken formula. */
const by =
  (...formulas: string[]): Mistake['when'] =>
  (got) => {
    const { look, formula } = got as unknown as Facts;
    return look === 'numbers' && formula !== null && formulas.includes(formula);
  };

/** Of both blocks. */
const ofBoth: Mistake[] = [
  {
    name: 'no names',
    when: when('layers', ({ missing, extra }) => missing.length >= 3 && extra.length >= 3),
    hint: "Give each convolution and normalization the name of the table, such as `name: 'conv1'`: that is how weights of a file find their layers.",
  },
];

const ofResidual: Mistake[] = [
  {
    name: 'no projection',
    when: when(
      'layers',
      ({ fn, missing }) => fn === 'residual' && missing.length > 0 && missing.every((name) => /^projection/.test(name)),
    ),
    hint: 'The shortcut cannot be added as it is when strides or maps change its shape: bring it there with `projection`, a 1×1 convolution with the strides of the block, and `projection_norm`.',
  },
  {
    name: 'projection always',
    when: when(
      'layers',
      ({ fn, missing, extra }) =>
        fn === 'residual' && missing.length === 0 && extra.some((name) => /^projection/.test(name)),
    ),
    hint: 'Here the shortcut is the input itself: strides are 1 and the input has as many channels as the block has maps.',
  },
  {
    name: 'strides forgotten',
    when: when(
      'layers',
      ({ fn, missing, output, wantedOutput }) =>
        fn === 'residual' && missing.length === 0 && output[0] > wantedOutput[0],
    ),
    hint: 'The maps do not get smaller: `conv1` and `projection` take the strides of the block.',
  },
  {
    name: 'strides twice',
    when: when(
      'layers',
      ({ fn, missing, output, wantedOutput }) =>
        fn === 'residual' && missing.length === 0 && output[0] < wantedOutput[0],
    ),
    hint: "The maps get too small: only `conv1` and `projection` take the strides of the block, and all convolutions have `padding: 'same'`.",
  },
  {
    name: 'biases',
    when: when(
      'parameters',
      ({ fn, parameters, wantedParameters }) => fn === 'residual' && parameters > wantedParameters,
    ),
    hint: 'The normalization after a convolution has a shift of its own, so the convolution needs no bias: `useBias: false`.',
  },
  {
    name: 'no shortcut',
    when: by('no shortcut'),
    hint: 'What comes out is F(x) alone. Add the shortcut: `tf.layers.add().apply([x, shortcut])`, and go on from that.',
  },
  {
    name: 'relu before adding',
    when: by('relu before adding', 'relu before adding only'),
    hint: 'There is an activation between `norm2` and the addition: F(x) may be negative. ReLU comes after the addition.',
  },
  {
    name: 'no relu between',
    when: by('no relu between'),
    hint: 'The ReLU after `norm1` is missing: without it the two convolutions are no more than one.',
  },
  {
    name: 'relu before the normalization',
    when: by('relu before the first normalization', 'relu before both normalizations'),
    hint: 'The activation comes before the normalization. The order is convolution, normalization, ReLU: leave `activation` out of the convolution.',
  },
  {
    name: 'relu on the shortcut',
    when: by('relu on the shortcut'),
    hint: 'The shortcut has an activation. It stays as it is, or goes through the projection and its normalization alone.',
  },
  {
    name: 'strides in the second convolution',
    when: by('strides in the second convolution'),
    hint: 'The first convolution takes the strides, not the second one.',
  },
];

const ofInception: Mistake[] = [
  {
    name: 'branch missing',
    when: when('layers', ({ fn, missing, extra }) => fn === 'inception' && missing.length > 0 && extra.length === 0),
    hint: 'A layer that does not lead to the output is no part of the model. Each branch goes into the list that is put together, and `branch2` and `branch3` go on from their reductions.',
  },
  {
    name: 'added',
    when: when(
      'layers',
      ({ fn, missing, output, wantedOutput }) =>
        fn === 'inception' && missing.length === 0 && output[0] === wantedOutput[0] && output[2] < wantedOutput[2],
    ),
    hint: 'There are too few channels: the branches are not added up but put side by side, `tf.layers.concatenate().apply([…])`.',
  },
  {
    name: 'other axis',
    when: when(
      'layers',
      ({ fn, missing, output, wantedOutput }) =>
        fn === 'inception' && missing.length === 0 && (output[0] > wantedOutput[0] || output[1] > wantedOutput[1]),
    ),
    hint: 'The maps are put under or beside each other. The channels are the last axis, which `tf.layers.concatenate()` takes by itself.',
  },
  {
    name: 'other kernels',
    when: when('parameters', ({ fn }) => fn === 'inception'),
    hint: 'Count each convolution: `branch2` is 3×3 and sees what `branch2_reduce` gives, `branch3` is 5×5 and sees what `branch3_reduce` gives; the four others are 1×1 and see the input. All of them have biases.',
  },
  {
    name: 'no relu on the reductions',
    when: by('no relu on the reductions'),
    hint: 'Every convolution has a ReLU, those that reduce the channels, too.',
  },
  {
    name: 'no relu',
    when: by('no relu'),
    hint: "The activations are missing: each of the six convolutions has `activation: 'relu'`.",
  },
  {
    name: 'no pooling',
    when: by('no pooling'),
    hint: "The fourth branch begins with a pooling: `tf.layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' })`, and `branch4` sees what it gives.",
  },
  {
    name: 'average pooling',
    when: by('average pooling'),
    hint: 'The pooling of the fourth branch takes the maximum, not the mean.',
  },
  {
    name: 'pooling after the convolution',
    when: by('pooling after the convolution'),
    hint: 'In the fourth branch the pooling comes first, and `branch4` sees what it gives.',
  },
  {
    name: 'order of the branches',
    when: by('order of the branches', 'pooling first'),
    hint: 'The branches are all there, in another order. Put them together as the table lists them: 1, 2, 3, 4.',
  },
];

export const mistakenBlocks: Mistake[] = [
  ...ofBoth,
  ...ofResidual,
  ...ofInception,
  {
    name: 'no relu at the end',
    when: by('no relu at the end'),
    hint: 'The last activation is missing: negative numbers come out of the block.',
  },
];
