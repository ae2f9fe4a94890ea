import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { activations, random } from '../../../lib/src/maths';
import { lenet5 } from '../../../lib/src/models';
import { activationsOf } from '../../../lib/src/training';
import { type LenetWidgetOptions, lenetGiven } from '../../../lib/src/widgets/lenet';
import { answers, outputOf, stagesOf } from '../../../lib/src/widgets/lenet/network';
import { pack, unpack } from '../../../lib/src/widgets/lenet/packing';
import type { LiveModel } from '../../../lib/src/widgets/lenet/read-model';
import { exampleImage, explained, initialState, layersOf } from '../../../lib/src/widgets/lenet/state';
import { computationOf, fieldOf } from '../../../lib/src/widgets/lenet/unit';
import { lenet } from '../../../lib/src/widgets/lenet/view';

const { conv2d, maxPooling2d, averagePooling2d, flatten, dense, dropout, activation, reLU, leakyReLU, softmax } =
  tf.layers;

function image(height: number, width: number, channels: number, seed = 1) {
  const draw = random(seed);
  return Array.from({ length: height }, () =>
    Array.from({ length: width }, () => Array.from({ length: channels }, () => draw.uniform(0, 1))),
  );
}

/** Weights drawn at random: all of them, so that a forgotten bias shows. */
function withWeights(model: tf.Sequential, scale = 0.4): tf.Sequential {
  const draw = random(5);
  const weights = model.getWeights().map(({ shape, size }) =>
    tf.tensor(
      Float32Array.from({ length: size }, () => scale * draw.normal()),
      shape,
    ),
  );
  model.setWeights(weights);
  return model;
}

const models: Record<string, () => tf.Sequential> = {
  'LeNet-5 of 1998': () => lenet5({ seed: 3 }),
  'LeNet-5 with ReLU and max pooling': () => lenet5({ activation: 'relu', pooling: 'max', seed: 4 }),
  'strides, same padding of odd sizes, colours, no bias': () =>
    tf.sequential({
      layers: [
        conv2d({
          inputShape: [13, 11, 3],
          filters: 4,
          kernelSize: [4, 3],
          strides: [2, 1],
          padding: 'same',
          useBias: false,
          activation: 'elu',
        }),
        averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
        flatten(),
        dense({ units: 6, activation: 'swish', useBias: false }),
        dense({ units: 3, activation: 'sigmoid' }),
      ],
    }),
  'activations and dropout as layers of their own, dilation': () =>
    tf.sequential({
      layers: [
        conv2d({ inputShape: [12, 12, 1], filters: 3, kernelSize: 3, dilationRate: 2 }),
        reLU(),
        maxPooling2d({ poolSize: 2 }),
        leakyReLU({ alpha: 0.1 }),
        flatten(),
        dropout({ rate: 0.5 }),
        dense({ units: 5 }),
        activation({ activation: 'tanh' }),
        dense({ units: 4 }),
        softmax(),
      ],
    }),
};

const live = (model: tf.Sequential): LiveModel => model as unknown as LiveModel;

describe('a trained network, live', () => {
  before(() => engineReady({ quiet: true }));

  for (const [name, build] of Object.entries(models))
    test(`says what model.predict says: ${name}`, () => {
      const model = withWeights(build());
      const [, height, width, channels] = model.inputs[0].shape as number[];
      const images = [1, 2].map((seed) => image(height, width, channels, seed));
      const given = lenetGiven(live(model), { images });
      const expected = (model.predict(tf.tensor4d(images)) as tf.Tensor2D).arraySync();
      expected.forEach((values, n) => {
        const said = outputOf(answers(stagesOf(given.stages), exampleImage(given, n)));
        assert.equal(said.length, values.length);
        values.forEach((value, k) => {
          assert.ok(Math.abs(said[k] - value) < 1e-4, `image ${n}, class ${k}: ${said[k]} and ${value}`);
        });
      });
    });

  test('each layer gives what TensorFlow.js has there', () => {
    const model = withWeights(models['LeNet-5 with ReLU and max pooling']());
    const images = [image(28, 28, 1)];
    const given = lenetGiven(live(model), { images });
    const layers = layersOf(given, initialState(given));
    const expected = activationsOf(model, images).filter(({ type }) => type !== 'Flatten');
    assert.deepEqual(
      layers.map(({ stage }) => stage.name),
      expected.map(({ name }) => name),
    );
    layers.forEach(({ output }, n) => {
      const got = output.flat(2);
      const values = Array.from(expected[n].values);
      assert.equal(got.length, values.length);
      const far = got.findIndex((value, k) => Math.abs(value - values[k]) > 1e-4 * Math.max(1, Math.abs(values[k])));
      assert.equal(far, -1, `${expected[n].name}[${far}]: ${got[far]} and ${values[far]}`);
    });
  });

  test('the computation of each unit adds up to its output', () => {
    for (const build of Object.values(models)) {
      const model = withWeights(build());
      const [, height, width, channels] = model.inputs[0].shape as number[];
      const given = lenetGiven(live(model), { images: [image(height, width, channels)] });
      for (const layer of layersOf(given, initialState(given))) {
        layer.output.forEach((row, i) => {
          row.forEach((values, j) => {
            values.forEach((value, channel) => {
              if ((i + j + channel) % 3 !== 0) return;
              const found = computationOf(layer, { channel, i, j });
              if (found.kind === 'pool2d') {
                const numbers = found.window.flat().filter((one) => one !== undefined);
                const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
                assert.ok(Math.abs((found.pooling === 'max' ? Math.max(...numbers) : mean) - value) < 1e-9);
                return;
              }
              let sum = found.kind === 'activation' ? found.input : found.bias;
              if (found.kind === 'conv2d') for (const map of found.maps) sum += map.sum;
              if (found.kind === 'dense') sum += found.products.flat(2).reduce((total, one) => total + one, 0);
              const name = 'activation' in layer.stage ? layer.stage.activation : undefined;
              if (name === 'softmax') {
                const all = layer.sums[0][0].reduce((total, one) => total + Math.exp(one), 0);
                assert.ok(Math.abs(Math.exp(sum) / all - value) < 1e-9);
              } else assert.ok(Math.abs((name ? activations[name].output(sum) : sum) - value) < 1e-9);
            });
          });
        });
      }
    }
  });

  test('the frame on the image holds the pixels that can change a unit, and no others', () => {
    const model = tf.sequential({
      layers: [
        conv2d({ inputShape: [12, 10, 1], filters: 2, kernelSize: 3, padding: 'same', kernelInitializer: 'ones' }),
        averagePooling2d({ poolSize: 2 }),
        conv2d({ filters: 2, kernelSize: 3, kernelInitializer: 'ones' }),
        flatten(),
        dense({ units: 2, kernelInitializer: 'ones' }),
      ],
    });
    const given = lenetGiven(live(model), { images: [image(12, 10, 1)] });
    const state = initialState(given);
    const layers = layersOf(given, state);
    for (const unit of [
      { layer: 0, channel: 1, i: 0, j: 9 },
      { layer: 1, channel: 0, i: 5, j: 2 },
      { layer: 2, channel: 1, i: 0, j: 1 },
      { layer: 3, channel: 0, i: 0, j: 0 },
    ]) {
      const changing = state.image.flatMap((row, y) =>
        row.flatMap((_, x) => {
          const changed = state.image.map((line, r) => line.map((pixel, c) => (r === y && c === x ? [2] : pixel)));
          const after = layersOf(given, { image: changed })[unit.layer].output;
          const before = layers[unit.layer].output;
          return after[unit.i][unit.j][unit.channel] === before[unit.i][unit.j][unit.channel] ? [] : [{ y, x }];
        }),
      );
      const [ys, xs] = [changing.map(({ y }) => y), changing.map(({ x }) => x)];
      const box = { top: Math.min(...ys), left: Math.min(...xs), bottom: Math.max(...ys), right: Math.max(...xs) };
      assert.deepEqual(fieldOf(layers, unit), box, JSON.stringify(unit));
    }
  });

  test('float32 numbers come through as they are', () => {
    const draw = random(1);
    const numbers = Float32Array.from({ length: 999 }, () => draw.normal() * 10 ** draw.uniform(-30, 30));
    assert.deepEqual(unpack(pack(numbers)), numbers);
  });

  test('a network that is trained further finds the drawing again; another network does not', () => {
    const told = (model: tf.Sequential, options: LenetWidgetOptions = {}) => {
      const given = lenetGiven(live(model), { classes: [...'abcdefghij'], ...options });
      return JSON.stringify(lenet.remember?.(given));
    };
    const [first, further] = [lenet5({ seed: 1 }), withWeights(lenet5({ seed: 1 }))];
    assert.equal(told(first), told(further));
    assert.notEqual(told(first), told(lenet5({ seed: 1, pooling: 'max' })));
    assert.notEqual(told(first), told(first, { images: [image(28, 28, 1)] }));
    assert.ok(told(first).length < 3000);
  });

  test('the choice of another unit asks for no new forward pass', () => {
    const given = lenetGiven(live(lenet5()), { images: [image(28, 28, 1)] });
    const state = initialState(given);
    const other = explained(state, { layer: 2, channel: 3, i: 1, j: 1 });
    assert.equal(layersOf(given, other), layersOf(given, state));
  });
});
