import assert from 'node:assert';
import { test } from 'node:test';
import { tf } from '../../../lib/src/engine';
import { LoadedModel } from '../../../lib/src/exercises/loaded-model';
import { type PackedModel, packTensor } from '../../../lib/src/exercises/packed';
import { UserError } from '../../../lib/src/project';
import { layersIn, type Node, packed, residual, small } from './packed-models';

/** What is done to a good model, and what is said then. */
const hostile: [string, () => tf.LayersModel, (model: PackedModel) => void, RegExp][] = [
  [
    'a layer of its own',
    small,
    (m) => (layersIn(m)[1].class_name = 'Lambda'),
    /a layer of the kind Lambda, which cannot/,
  ],
  [
    'a layer named as an object is',
    small,
    (m) => (layersIn(m)[1].class_name = 'constructor'),
    /kind constructor, which/,
  ],
  ['__proto__ for a layer', small, (m) => (layersIn(m)[1].class_name = '__proto__'), /kind __proto__, which/],
  ['__proto__ for a name', residual, (m) => rename(m, 1, '__proto__'), /the name "__proto__": name layers/],
  ['no layers', small, (m) => (layersIn(m).length = 0), /its topology is no list of layers/],
  ['a text for a topology', small, (m) => (m.topology = 'model'), /its topology is no list of layers/],
  ['a single layer', small, (m) => (m.topology = layersIn(m)[0] as never), /it is a single layer/],
  ['1,000 layers', small, (m) => layersIn(m).push(...Array(1000).fill(layersIn(m)[1])), /more than 400 layers/],
  ['models without end', small, (m) => nest(m, 50), /models inside of models/],
  ['a million filters', small, (m) => (layersIn(m)[0].config.filters = 1e6), /more than 2,500,000 parameters/],
  [
    'filters beyond counting',
    small,
    (m) => (layersIn(m)[0].config.filters = 1e300),
    /has a setting `filters` that cannot be checked/,
  ],
  ['filters that are text', small, (m) => (layersIn(m)[0].config.filters = 'many'), /cannot be built|of the shape/],
  ['half a unit', small, (m) => (layersIn(m)[2].config.units = 2.5), /cannot be built|of the shape/],
  [
    'a kernel larger than the image',
    small,
    (m) => (layersIn(m)[0].config.kernel_size = [99, 99]),
    /The model|The layer/,
  ],
  ['an image of ten million pixels', small, (m) => resize(m, [null, 3200, 3200, 1]), /parameters|can be measured/],
  ['a batch of a fixed size', small, (m) => resize(m, [7, 28, 28, 1]), /batches of one size only/],
  ['a constraint that changes the weights', small, (m) => constrain(m), /^$/],
  ['a fixed first weight', small, (m) => (layersIn(m)[0].config.weights = [1]), /^$/],
  ['a second spelling of an initializer', small, (m) => spell(m), /^$/],
  [
    'an unknown activation',
    small,
    (m) => (layersIn(m)[0].config.activation = 'evil'),
    /cannot be built from its layers/,
  ],
  ['a layer fed by itself', residual, (m) => feed(m, 1, layersIn(m)[1].name as string), /does not come before it/],
  ['a circle of layers', residual, (m) => feed(m, 1, layersIn(m)[5].name as string), /does not come before it/],
  ['a layer fed by nobody', residual, (m) => feed(m, 1, 'nobody'), /does not come before it/],
  ['two layers of one name', residual, (m) => rename(m, 2, layersIn(m)[1].name as string), /two layers named/],
  ['a layer used twice', residual, (m) => (layersIn(m)[1].inbound_nodes as unknown[]).push([]), /used more than once/],
  ['an output that is none', residual, (m) => ends(m, 'output_layers', [['nobody', 0, 0]]), /does not come before it/],
  ['two outputs', residual, (m) => twoOutputs(m), /1 input and 2 outputs; expected one of each/],
  ['NaN', small, (m) => (m.weights[0] = filled(m, 0, NaN)), /kernel.* hold NaN or Infinity: the training went out/],
  ['Infinity', small, (m) => (m.weights[3] = filled(m, 3, -Infinity)), /bias.* hold NaN or Infinity/],
  ['too few weights', small, (m) => m.weights.pop(), /do not fit its layers/],
  ['weights of another shape', small, (m) => m.weights[1].shape.reverse().push(1), /do not fit its layers/],
  ['bytes missing', small, (m) => (m.weights[1].values = 'AAAA'), /2 numbers take 8 bytes, not 3/],
  ['no bytes at all', small, (m) => (m.weights[1].values = undefined as never), /no tensors of numbers/],
  ['weights that are nothing', small, (m) => (m.weights[1] = null as never), /do not fit its layers/],
  ['too many multiplications', wide, () => {}, /multiplications for one image; at most 200,000,000/],
  ['maps too large', enlarged, () => {}, /numbers for one image; at most 500,000 can be measured/],
  ['sizes that do not fit', small, (m) => misfit(m), /cannot be built|cannot be run|do not fit/],
];

function rename(model: PackedModel, at: number, name: string): void {
  const layer = layersIn(model)[at];
  Object.assign(layer, { name });
  layer.config.name = name;
}
function resize(model: PackedModel, shape: (number | null)[]): void {
  layersIn(model)[0].config.batch_input_shape = shape;
}
function feed(model: PackedModel, at: number, from: string): void {
  layersIn(model)[at].inbound_nodes = [[[from, 0, 0, {}]]];
}
function ends(model: PackedModel, key: string, value: unknown): void {
  (model.topology as unknown as Node).config[key] = value;
}
function twoOutputs(model: PackedModel): void {
  const names = layersIn(model).map(({ name }) => name);
  ends(model, 'output_layers', [
    [names[1], 0, 0],
    [names[2], 0, 0],
  ]);
}
function spell(model: PackedModel): void {
  const huge = { class_name: 'Nothing', config: {} };
  Object.assign(layersIn(model)[0].config, { kernelInitializer: huge, kernel__initializer: huge });
}
function constrain(model: PackedModel): void {
  layersIn(model)[0].config.kernel_constraint = { class_name: 'MaxNorm', config: { max_value: -1 } };
}
function nest(model: PackedModel, depth: number): void {
  for (let i = 0; i < depth; i++) {
    model.topology = { class_name: 'Sequential', config: { name: `m${i}`, layers: [model.topology] } };
  }
}
function misfit(model: PackedModel): void {
  layersIn(model).splice(1, 1);
}
function filled(model: PackedModel, at: number, value: number) {
  const { shape } = model.weights[at];
  return packTensor(new Float32Array(shape.reduce((a, b) => a * b)).fill(value), shape);
}
function wide(): tf.LayersModel {
  const conv = (inputShape?: number[]) =>
    tf.layers.conv2d({ filters: 200, kernelSize: 3, padding: 'same', inputShape });
  return tf.sequential({
    layers: [conv([28, 28, 1]), conv(), tf.layers.globalAveragePooling2d({}), tf.layers.dense({ units: 10 })],
  });
}
function enlarged(): tf.LayersModel {
  const grown = tf.layers.upSampling2d({ size: [100, 100], inputShape: [28, 28, 1] });
  return tf.sequential({ layers: [grown, tf.layers.globalAveragePooling2d({}), tf.layers.dense({ units: 10 })] });
}

for (const [name, build, spoil, sentence] of hostile) {
  test(`hostile: ${name}`, { timeout: 20_000 }, async () => {
    const model = await packed(build);
    spoil(model);
    const outcome = await LoadedModel.load(model).then(
      (loaded) => {
        loaded.dispose();
        return '';
      },
      (error: Error) => {
        assert.ok(error instanceof UserError, error.stack);
        return error.message;
      },
    );
    assert.match(outcome, sentence);
    assert.doesNotMatch(outcome, /\n/);
  });
}
