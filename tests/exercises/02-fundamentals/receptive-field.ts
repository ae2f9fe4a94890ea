import { type Case, type LayerGeometry, receptiveField, type ValueExercise } from 'convolab';

/** The stack of the notebook. */
const stack: Required<Pick<LayerGeometry, 'name' | 'kernel' | 'stride'>>[] = [
  { name: 'conv1', kernel: 3, stride: 1 },
  { name: 'conv2', kernel: 3, stride: 1 },
  { name: 'pool1', kernel: 2, stride: 2 },
  { name: 'conv3', kernel: 3, stride: 1 },
  { name: 'pool2', kernel: 2, stride: 2 },
  { name: 'conv4', kernel: 5, stride: 1 },
];
type Layers = typeof stack;

/** Layers of 3×3 needed to see 15 pixels: each adds 2 to the first pixel. */
const threes = Array.from({ length: 20 }, (_, n) => n).find(
  (n) => receptiveField(Array.from({ length: n }, () => ({ kernel: 3 }))).size >= 15,
) as number;

const publicCases: Case[] = [
  ...stack.map(({ name }, i) => ({
    name: `after ${name}`,
    part: name,
    expected: receptiveField(stack.slice(0, i + 1)).size,
    given: stack.slice(0, i + 1),
  })),
  { name: 'the jump after conv4', part: 'jump', expected: receptiveField(stack).jump, given: stack },
  { name: '3×3 layers that see 15 pixels', part: 'threes', expected: threes },
];

/** The field with a mistaken increment for each layer. */
const grow =
  (add: (layer: Layers[number], jump: number, next: number) => number, start = 1) =>
  (layers: Layers): number => {
    let [size, jump] = [start, 1];
    for (const layer of layers) {
      const next = jump * layer.stride;
      size += add(layer, jump, next);
      jump = next;
    }
    return size;
  };
const fields = stack.map(({ name }) => name);

export const receptiveFieldOfAStack: ValueExercise = {
  id: '2.7',
  title: 'Receptive field of a stack',
  points: 4,
  kind: 'value',
  entry: 'receptiveFields',
  publicCases,
  tolerance: { relative: 0, absolute: 0 },
  mistakes: [
    {
      name: 'strides ignored',
      only: fields,
      behaves: grow((layer) => layer.kernel - 1),
      hint: 'The strides are missing: after a stride of 2, one step on the map is two pixels of the image. Multiply kernel − 1 by the jump.',
    },
    {
      name: 'own stride counted too early',
      only: fields,
      behaves: grow((layer, _jump, next) => (layer.kernel - 1) * next),
      hint: "The layer's own stride came in too early: the field grows with the jump before the layer, and only then is the jump multiplied by its stride.",
    },
    {
      name: 'kernels added',
      only: fields,
      behaves: grow((layer) => layer.kernel, 0),
      hint: 'The kernels overlap: each layer adds (kernel − 1) · jump, and the field starts with 1 pixel.',
    },
    {
      name: 'whole kernels with jump',
      only: fields,
      behaves: grow((layer, jump) => layer.kernel * jump),
      hint: 'Each layer adds kernel − 1, not the whole kernel: one of its pixels is seen already.',
    },
    {
      name: 'starts at 0',
      only: fields,
      behaves: grow((layer, jump) => (layer.kernel - 1) * jump, 0),
      hint: 'Before the first layer a value already sees itself: start with 1 pixel.',
    },
    {
      name: 'kernels multiplied',
      only: fields,
      behaves: (layers: Layers) => layers.reduce((size, layer) => size * layer.kernel, 1),
      hint: 'The field does not multiply: each layer adds (kernel − 1) · jump pixels.',
    },
    {
      name: 'strides added',
      only: 'jump',
      behaves: (layers: Layers) => layers.reduce((sum, layer) => sum + layer.stride - 1, 1),
      hint: 'Strides multiply: a step of 2 on a map whose pixels are 2 apart is 4 pixels of the image.',
    },
    {
      name: 'field for jump',
      only: 'jump',
      behaves: grow((layer, jump) => (layer.kernel - 1) * jump),
      hint: 'That is the size of the field. The jump is the distance between the fields of two neighbours: the product of all strides.',
    },
    {
      name: 'one 3×3 layer too many',
      only: 'threes',
      when: (got, expected) => got === (expected as number) + 1,
      hint: 'One layer too many: the first pixel counts too, so n layers of 3×3 see 2n + 1 pixels.',
    },
    {
      name: 'three pixels for each layer',
      only: 'threes',
      when: (got) => got === 5,
      hint: 'Each layer of 3×3 adds 2 pixels, not 3: n layers see 2n + 1 pixels.',
    },
    {
      name: 'text',
      when: (got) => typeof got === 'string',
      hint: 'Write a number without quotes.',
    },
  ],
  firstStep:
    'Go through the stack with two numbers, size = 1 and jump = 1. Each layer adds (kernel − 1) · jump to the size; then the jump is multiplied by the stride.',
};
