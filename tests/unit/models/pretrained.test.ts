import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { photo, photoNames } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { loadPretrained, type NetworkName } from '../../../lib/src/models';
import { projectRoot, UserError } from '../../../lib/src/project';
import logits from '../../reference/network-logits.json';
import { temporaryFolder } from '../datasets/temporary-folder';
import { type Named, units, weights, writeSafetensors } from './formula';

before(() => engineReady({ quiet: true }));

for (const { name, source, inputShape, gain, tensors, logits: expected } of logits.cases) {
  test(`${name} with weights of ${source} gives the logits of PyTorch`, async (t) => {
    const [height, width] = inputShape;
    const path = join(temporaryFolder(t), 'model.safetensors');
    writeSafetensors(path, tensors as Named[], ([tensor, shape]) => weights(tensor, shape, gain));
    const { model } = await loadPretrained(name as NetworkName, { weights: path, inputShape: [height, width, 3] });
    const images = units('images', 2 * height * width * 3, 2, -1);
    const until = tf.model({ inputs: model.inputs, outputs: model.getLayer('logits').output as tf.SymbolicTensor });
    const [got, probabilities] = tf.tidy(() => {
      const xs = tf.tensor4d(images, [2, height, width, 3]);
      return [until, model].map((one) => (one.predict(xs) as tf.Tensor2D).arraySync());
    });
    model.dispose();
    expected.forEach((row, i) => {
      const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
      row.forEach((value, j) => {
        assert.ok(Math.abs(got[i][j] - value) < 2e-4, `image ${i}, class ${j}: ${got[i][j]} instead of ${value}`);
        assert.ok(Math.abs(probabilities[i][j] - Math.exp(value) / total) < 1e-4);
      });
    });
  });
}

for (const name of ['efficientnet-lite0', 'squeezenet'] as const) {
  test(`${name} sees on the photographs what its README says`, async () => {
    const network = await loadPretrained(name);
    const readme = readFileSync(join(projectRoot, 'data', name, 'README.md'), 'utf8');
    const table = [...readme.matchAll(/^\| `(\w+)` \| (.+) \| (0\.\d{3}) \|$/gm)];
    assert.deepEqual(table.map(([, photograph]) => photograph).sort(), [...photoNames].sort());
    for (const [, photograph, className, probability] of table) {
      const [best, second] = network.classify(await photo(photograph as 'china'));
      assert.equal(best.className, className, photograph);
      assert.equal(network.classNames[best.index], className);
      assert.ok(Math.abs(best.probability - Number(probability)) < 0.004, `${photograph}: ${best.probability}`);
      assert.ok(second.probability <= best.probability);
    }
    network.model.dispose();
  });
}

test('prepare scales, cuts, repeats grey and normalizes', async () => {
  const network = await loadPretrained('efficientnet-lite0', { inputShape: [32, 32, 3] });
  const { coloured, grey } = tf.tidy(() => {
    const ramp = tf.reshape(tf.linspace(0, 1, 72), [1, 1, 72, 1]);
    const image = tf.tile(ramp, [2, 48, 1, 1]); // [2, 48, 72, 1], brighter to the right
    return { coloured: network.prepare(tf.tile(image, [1, 1, 1, 3]), 1), grey: network.prepare(image, 1) };
  });
  assert.deepEqual(coloured.shape, [2, 32, 32, 3]);
  assert.deepEqual(coloured.dataSync(), grey.dataSync());
  // 48 of 72 columns stay, 12 to 59; a new pixel is 1.5 old ones wide, and a ramp stays nearly the same ramp when it is scaled.
  const row = (coloured.arraySync() as number[][][][])[0][5].map(([red]) => (red * 128 + 127) / 255);
  for (let x = 1; x < 31; x++) {
    const centre = 12 + (x + 0.5) * 1.5 - 0.5;
    assert.ok(Math.abs(row[x] - centre / 71) < 1e-3, `${x}: ${row[x]}`);
  }
  tf.dispose([coloured, grey]);
  network.model.dispose();
});

test('nothing is left behind by loading, preparing and classifying', async () => {
  const tensorsBefore = tf.memory().numTensors;
  const network = await loadPretrained('squeezenet');
  network.classify(await photo('coins'), 1);
  network.model.dispose();
  assert.equal(tf.memory().numTensors, tensorsBefore);
});

const sentence = (message: RegExp) => (error: Error) => error instanceof UserError && message.test(error.message);

/** MobileNetV2's tensors, changed, in a file. */
function changed(t: TestContext, change: (tensors: Named[]) => Named[]): string {
  const mobilenet = logits.cases.find(({ name, source }) => name === 'mobilenet-v2' && source === 'torchvision');
  const path = join(temporaryFolder(t), 'model.safetensors');
  writeSafetensors(path, change(mobilenet?.tensors as Named[]), ([name, shape]) => weights(name, shape, 1));
  return path;
}

test('weights that do not fit are told in one sentence, and leave nothing behind', async (t) => {
  const tensorsBefore = tf.memory().numTensors;
  const mistakes: [(tensors: Named[]) => Named[], RegExp][] = [
    [
      (tensors) => tensors.map(([name, shape]) => [name, name === 'features.1.conv.1.weight' ? [16, 32, 3, 3] : shape]),
      /^features\.1\.conv\.1\.weight in model\.safetensors has the shape \[16,32,3,3\], but the layer block1_project_conv of mobilenet_v2 needs \[16,32,1,1\]: /,
    ],
    [
      (tensors) => tensors.filter(([name]) => name !== 'features.0.1.weight'),
      /^model\.safetensors has no features\.0\.1\.weight or bn1\.weight, which the layer stem_norm of mobilenet_v2 needs: /,
    ],
    [
      (tensors) => tensors.filter(([name]) => name !== 'features.0.1.running_mean'),
      /^model\.safetensors has no features\.0\.1\.running_mean, which mobilenet_v2 needs: /,
    ],
    [
      (tensors) => [...tensors, ['features.19.0.weight', [1, 1, 1, 1]]],
      /^model\.safetensors has weights that mobilenet_v2 has no layer for, such as features\.19\.0\.weight: /,
    ],
  ];
  for (const [change, message] of mistakes) {
    await assert.rejects(loadPretrained('mobilenet-v2', { weights: changed(t, change) }), sentence(message));
  }
  assert.equal(tf.memory().numTensors, tensorsBefore);
});

test('counters and the auxiliary classifier of a file are passed over', async (t) => {
  const path = changed(t, (tensors) => [
    ...tensors,
    ['features.0.1.num_batches_tracked', []],
    ['AuxLogits.fc.bias', [10]],
  ]);
  const network = await loadPretrained('mobilenet-v2', { weights: path, inputShape: [32, 32, 3] });
  assert.deepEqual(network.classNames.slice(0, 2), ['class 0', 'class 1']);
  assert.equal(network.classNames.length, 10);
  network.model.dispose();
});

test('what cannot be loaded is told in one sentence', async () => {
  const mistakes: [Promise<unknown>, RegExp][] = [
    [loadPretrained('resnet19' as 'resnet18'), /^There is no network 'resnet19': choose one of alexnet, vgg11, /],
    [loadPretrained('toString' as 'resnet18'), /^There is no network 'toString'/],
    [loadPretrained('resnet18'), /^The weights of resnet18 do not come with the course: name a safetensors file /],
    [loadPretrained('resnet18', { weights: 'nowhere.safetensors' }), /^The weights nowhere\.safetensors can't be read/],
    [
      loadPretrained('squeezenet', { inputShape: [64, 64, 1] }),
      /^features\.0\.weight in weights\.safetensors has the shape \[64,3,3,3\], but the layer conv1 /,
    ],
  ];
  for (const [loading, message] of mistakes) await assert.rejects(loading, sentence(message));
  const network = await loadPretrained('squeezenet', { inputShape: [48, 48, 3] });
  assert.throws(() => network.prepare([[[1, 2]]]), sentence(/^Images must have the shape .*, got \[1,1,2\]\.$/));
  assert.throws(() => network.prepare([[[1]]], 0), sentence(/^share must be above 0 and at most 1, got 0\.$/));
  assert.throws(() => network.classify([[[1]]], 0), sentence(/^count must be a whole number of at least 1, got 0\.$/));
  network.model.dispose();
});
