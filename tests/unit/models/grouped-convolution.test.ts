import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { GroupedConvolution } from '../../../lib/src/models/grouped-convolution';
import { assertTensorClose, reference } from '../maths/reference';

before(() => engineReady({ quiet: true }));

interface Case {
  kind: string;
  groups: number;
  input: number[][][][];
  filters: number[][][][];
  bias: number[];
  output: number[][][][];
  upstream: number[][][][];
  gradients: { input: number[][][][]; filters: number[][][][] };
}

const c = reference<Case>('blocks').find(({ kind }) => kind === 'groupedConv2d') as Case;
const grouped = () => {
  const input = tf.input({ shape: [5, 5, 4] });
  const layer = new GroupedConvolution({ name: 'grouped', filters: 6, kernelSize: 3, groups: c.groups });
  const model = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
  layer.setWeights([tf.tensor(c.filters)]);
  return { model, layer };
};

test('a grouped convolution and its gradients equal PyTorch', () => {
  const { model, layer } = grouped();
  assert.deepEqual(layer.outputShape, [null, 3, 3, 6]);
  tf.tidy(() => {
    const output = tf.add(model.predict(tf.tensor(c.input)) as tf.Tensor, c.bias);
    assertTensorClose(output.arraySync() as number[], c.output, 'output');
    const loss = (x: tf.Tensor) => tf.sum(tf.mul(model.apply(x) as tf.Tensor, tf.tensor(c.upstream))) as tf.Scalar;
    assertTensorClose(tf.grad(loss)(tf.tensor(c.input)).arraySync() as number[], c.gradients.input, 'input');
    const kernel = layer.trainableWeights[0];
    const { grads } = tf.variableGrads(() => loss(tf.tensor(c.input)), [kernel.read() as tf.Variable]);
    assertTensorClose(Object.values(grads)[0].arraySync() as number[], c.gradients.filters, 'kernel');
  });
  model.dispose();
});

test('a model with a grouped convolution can be saved and loaded', async () => {
  const { model } = grouped();
  const saved = await model.save(tf.io.withSaveHandler(async (artifacts) => ({ artifacts }) as never));
  const loaded = await tf.loadLayersModel(tf.io.fromMemory((saved as unknown as { artifacts: object }).artifacts));
  tf.tidy(() => {
    const [mine, theirs] = [model, loaded].map((one) => (one.predict(tf.tensor(c.input)) as tf.Tensor).arraySync());
    assert.deepEqual(theirs, mine);
  });
  for (const one of [model, loaded]) one.dispose();
});

test("groups that don't divide the channels are refused", () => {
  const input = tf.input({ shape: [5, 5, 4] });
  const layer = new GroupedConvolution({ filters: 6, kernelSize: 3, groups: 3 });
  assert.throws(() => layer.apply(input), /^Error: 4 channels and 6 filters cannot be divided into 3 groups$/);
});
