import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { autoencoder, cbamBlock, dcgan, squeezeExcitationBlock, visionTransformer } from '../../../lib/src/models';
import { noise, startEngines } from './compare';

let engines: string[] = [];
before(async () => {
  engines = await startEngines();
});

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

function gated(block: typeof cbamBlock | typeof squeezeExcitationBlock): tf.LayersModel {
  const image = tf.input({ shape: [8, 8, 1] });
  const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
  const maps = tf.layers.conv2d({ filters: 8, kernelSize: 3, kernelInitializer: seeded(1) }).apply(image);
  const flat = tf.layers.flatten().apply(block(maps as tf.SymbolicTensor, 'block', { ratio: 4 }));
  const output = tf.layers.dense({ units: 3, kernelInitializer: seeded(2) }).apply(flat);
  return tf.model({ inputs: image, outputs: output as tf.SymbolicTensor });
}

const models: Record<string, () => tf.LayersModel> = {
  'squeeze and excitation': () => gated(squeezeExcitationBlock),
  CBAM: () => gated(cbamBlock),
  'vision transformer': () =>
    visionTransformer({ inputShape: [8, 8, 1], width: 8, heads: 2, depth: 2, classes: 3, seed: 4 }),
  'auto-encoder': () => autoencoder({ inputShape: [8, 8, 1], code: 3, filters: 4, seed: 5 }).model,
  generator: () => dcgan({ imageShape: [8, 8, 1], noise: 6, filters: 4, seed: 6 }).generator,
  discriminator: () => dcgan({ imageShape: [8, 8, 1], dropout: 0, filters: 4, seed: 7 }).discriminator,
};

for (const [name, build] of Object.entries(models)) {
  test(`${name}: every engine gives the gradients that cpu gives`, async () => {
    const gradients: { engine: string; values: number[][] }[] = [];
    for (const engine of ['cpu', ...engines]) {
      await tf.setBackend(engine);
      const model = build();
      const x = tensor([4, ...(model.inputs[0].shape.slice(1) as number[])], 11);
      const values = tf.tidy(() => {
        const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
        const target = tensor([4, ...(model.outputs[0].shape.slice(1) as number[])], 12);
        const loss = () =>
          tf.mean(tf.squaredDifference(model.apply(x, { training: true }) as tf.Tensor, target)) as tf.Scalar;
        const { grads } = tf.variableGrads(loss, variables);
        return variables.map((variable) => Array.from(grads[variable.name].dataSync()));
      });
      gradients.push({ engine, values });
      model.dispose();
    }
    const [{ values: expected }, ...others] = gradients;
    assert.ok(others.length > 0);
    const largest = Math.max(...expected.flat().map(Math.abs));
    assert.ok(largest > 1e-4);
    for (const { engine, values } of others) {
      const gap = Math.max(...values.flatMap((one, i) => one.map((value, j) => Math.abs(value - expected[i][j]))));
      assert.ok(gap / largest < 1e-4, `${engine} differs from cpu by ${gap / largest}`);
    }
  });
}
