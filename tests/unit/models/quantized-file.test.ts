import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engineReady, type tf } from '../../../lib/src/engine';
import { dequantizeChannels, type Matrix, quantizeChannels } from '../../../lib/src/maths';
import { cifarResnet, cnn, loadQuantized, mobilenetV2, parameterCount, saveQuantized } from '../../../lib/src/models';
import { kernelsOf } from '../../../lib/src/models/kernels-of';
import { UserError } from '../../../lib/src/project';
import { assertTensorClose } from '../maths/reference';

let folder = '';
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quantized-'));
  await engineReady({ quiet: true });
});
after(() => rmSync(folder, { recursive: true }));

const small = (seed: number) => cnn({ inputShape: [8, 8, 1], filters: 4, denseUnits: 6, seed });

test('kernels are stored in one byte a weight, everything else in four', () => {
  const model = cifarResnet({ depth: 14, filters: 8 });
  const kernels = kernelsOf(model);
  const whole = kernels.reduce((sum, { value }) => sum + value.read().size, 0);
  const others = model.countParams() - whole;
  const [path, options] = [join(folder, 'a.safetensors'), { granularity: 'tensor' }] as const;
  const bytes = saveQuantized(model, path, options);
  assert.equal(statSync(path).size, bytes);
  const header = Number(readFileSync(path).readBigUInt64LE());
  assert.equal(bytes, 8 + header + whole + 4 * others + 5 * kernels.length); // a scale and a zero point for each kernel
  assert.ok(parameterCount(model) > 0.9 * whole);
  model.dispose();
});

for (const scheme of ['symmetric', 'affine'] as const) {
  test(`a ${scheme} file gives back each weight to half a scale, and channels as the maths has them`, () => {
    const [model, copy] = [small(1), small(2)];
    const path = join(folder, `${scheme}.safetensors`);
    saveQuantized(model, path, { scheme });
    loadQuantized(path, copy);
    const kernel = (one: tf.LayersModel) => one.getLayer('dense1').getWeights()[0].arraySync() as Matrix;
    const expected = dequantizeChannels(quantizeChannels(kernel(model), { scheme }));
    assertTensorClose(kernel(copy), expected, 'dense1', 1e-6);
    saveQuantized(model, path, { scheme, granularity: 'tensor', bits: 3 });
    loadQuantized(path, copy);
    assert.ok(new Set(kernel(copy).flat()).size <= 8, 'three bits tell eight numbers apart');
    for (const one of [model, copy]) one.dispose();
  });
}

test('a filter of a depthwise convolution has a scale of its own', () => {
  const model = mobilenetV2({ inputShape: [32, 32, 3], classes: 2 });
  const depthwise = kernelsOf(model).find(({ shape }) => shape[3] === 1);
  assert.deepEqual([depthwise?.shape, depthwise?.channels], [[3, 3, 32, 1], 32]);
  model.dispose();
});

test('the file of another network, or none, is told in one sentence, and the model stays as it is', () => {
  const [model, other] = [small(1), cnn({ inputShape: [8, 8, 1], filters: 5, denseUnits: 6 })];
  const path = join(folder, 'b.safetensors');
  saveQuantized(model, path);
  const weights = other.getWeights().map((weight) => weight.arraySync());
  const refused = (message: RegExp) => (error: Error) => error instanceof UserError && message.test(error.message);
  assert.throws(
    () => loadQuantized(path, other),
    refused(/^b\.safetensors has the weights of another network than cnn: /),
  );
  assert.throws(() => loadQuantized(join(folder, 'c'), other), refused(/there is no such file/));
  assert.throws(() => saveQuantized(model, path, { granularity: 'row' as 'tensor' }), refused(/^granularity must be/));
  assert.deepEqual(
    other.getWeights().map((weight) => weight.arraySync()),
    weights,
  );
  for (const one of [model, other]) one.dispose();
});
