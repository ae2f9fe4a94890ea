import assert from 'node:assert';
import { test } from 'node:test';
import { tf } from '../../../lib/src/engine';
import { LoadedModel } from '../../../lib/src/exercises/loaded-model';
import { packTensor } from '../../../lib/src/exercises/packed';
import { UserError } from '../../../lib/src/project';
import { headed, layersIn, nested, packed, residual, small } from './packed-models';

const range = { part: 'test', from: 0, count: 40 } as const;

for (const build of [small, residual, nested, headed]) {
  test(`a model is the same after its journey: ${build.name}`, async () => {
    const original = await packed(build);
    const model = await LoadedModel.load(original);
    const direct = await tf.models.modelFromJSON({ modelTopology: original.topology as never });
    assert.equal(model.parameters, direct.countParams());
    assert.deepEqual([model.inputShape, model.outputShape], [[28, 28, 1], [10]]);
    assert.ok(model.layers.every(({ type }) => type !== 'InputLayer'));
    const measured = await model.evaluate(range);
    const { loss, accuracy, images } = measured;
    assert.equal(images, 'Fashion-MNIST (embedded)');
    assert.ok(loss > 1 && accuracy <= 0.6, `first weights know nothing: ${loss}, ${accuracy}`);
    const again = await LoadedModel.load(original);
    assert.deepEqual(await again.evaluate(range), measured);
    for (const one of [model, again, direct]) one.dispose();
  });
}

test('what is measured is what the weights say', async () => {
  const original = await packed(small);
  const { shape } = original.weights[3];
  // a bias so large that the answer is always class 3
  original.weights[3] = packTensor(
    Float32Array.from({ length: 10 }, (_, k) => (k === 3 ? 100 : 0)),
    shape,
  );
  const model = await LoadedModel.load(original);
  const { fashionMnist } = await import('../../../lib/src/datasets');
  const labels = (await fashionMnist({ part: 'test' })).labels.slice(0, 200);
  const share = labels.filter((label) => label === 3).length / 200;
  const { accuracy } = await model.evaluate({ part: 'test', from: 0, count: 200 });
  assert.ok(Math.abs(accuracy - share) < 1e-6, `${accuracy}, expected ${share}`);
  model.dispose();
});

test('weights are read and replaced by the names of layers', async () => {
  const model = await LoadedModel.load(await packed(small));
  const [{ name }, , dense] = model.layers;
  assert.deepEqual(Object.keys(model.weightsOf(name)), ['kernel', 'bias']);
  assert.deepEqual(model.weightsOf('no such layer'), {});
  model.setWeights(dense.name, { bias: [0, 0, 0, 50, 0, 0, 0, 0, 0, 0] });
  assert.deepEqual(model.weightsOf(dense.name).bias, [0, 0, 0, 50, 0, 0, 0, 0, 0, 0]);
  const image = Array.from({ length: 28 }, () => Array.from({ length: 28 }, () => [0.5]));
  const [probabilities] = model.predict([image]) as number[][];
  assert.ok(Math.abs(probabilities[3] - 1) < 1e-6, 'the bias decides');
  model.dispose();
});

test('training happens here, and nothing is left over', async () => {
  const original = await packed(small);
  await (await LoadedModel.load(original)).evaluate(range);
  const before = tf.memory().numTensors;
  const model = await LoadedModel.load(original);
  const untrained = await model.evaluate({ part: 'train', from: 0, count: 300 });
  const settings = { epochs: 5, batchSize: 25, learningRate: 0.005 };
  const trained = await model.train({ part: 'train', from: 0, count: 300, ...settings });
  assert.ok(trained.loss < untrained.loss / 2, `${untrained.loss} → ${trained.loss}`);
  assert.ok(trained.accuracy > 0.6);
  model.dispose();
  assert.ok(tf.memory().numTensors <= before, `${tf.memory().numTensors - before} tensors more`);
});

test('what only fails in the training is told, too', async () => {
  const original = await packed(small);
  const dropout = { name: 'dropout', rate: 0.5, noise_shape: 'odd' };
  layersIn(original).splice(1, 0, { class_name: 'Dropout', config: dropout });
  const model = await LoadedModel.load(original);
  assert.ok((await model.evaluate(range)).loss > 0);
  const settings = { epochs: 1, batchSize: 25, learningRate: 0.005 };
  await assert.rejects(model.train({ part: 'train', from: 0, count: 50, ...settings }), (error: Error) => {
    assert.ok(error instanceof UserError, error.stack);
    assert.match(error.message, /^The model cannot be run on images: [^\n]*shape/);
    return true;
  });
  model.dispose();
});

test('a model of other sizes cannot be tried on images', async () => {
  const wrong = (): tf.LayersModel => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [5] })] });
  const model = await LoadedModel.load(await packed(wrong));
  await assert.rejects(model.evaluate(range), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /takes 5 and gives 3; expected 28×28×1/);
    return true;
  });
  model.dispose();
});
