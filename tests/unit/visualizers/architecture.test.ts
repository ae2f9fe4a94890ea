import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { toSvg } from '../../../lib/src/display/svg';
import { architecture } from '../../../lib/src/visualizers/architecture';
import { blocksOf } from '../../../lib/src/visualizers/layer-blocks';
import { layerSummaries } from '../../../lib/src/visualizers/layer-summary';
import { lenet } from './network-figures';
import { words } from './picture';

const { layers } = tf;

function small(): tf.Sequential {
  const model = tf.sequential({ name: 'small' });
  model.add(
    layers.conv2d({ name: 'conv', inputShape: [9, 9, 2], filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
  );
  model.add(layers.batchNormalization({ name: 'norm' }));
  model.add(layers.maxPooling2d({ name: 'pool', poolSize: 2 }));
  model.add(layers.flatten({ name: 'flatten' }));
  model.add(layers.dropout({ name: 'drop', rate: 0.5 }));
  model.add(layers.dense({ name: 'head', units: 3, activation: 'softmax', trainable: false }));
  return model;
}

describe('architecture', () => {
  it('reads a model of TensorFlow.js: shapes, settings, parameters', () => {
    assert.deepEqual(layerSummaries(small()), [
      { name: 'input', type: 'InputLayer', outputShape: [9, 9, 2], parameters: 0 },
      { name: 'conv', type: 'Conv2D', outputShape: [4, 4, 4], parameters: 76, setting: '3×3 /2', activation: 'relu' },
      { name: 'norm', type: 'BatchNormalization', outputShape: [4, 4, 4], parameters: 8 },
      { name: 'pool', type: 'MaxPooling2D', outputShape: [2, 2, 4], parameters: 0, setting: '2×2' },
      { name: 'flatten', type: 'Flatten', outputShape: [16], parameters: 0 },
      { name: 'drop', type: 'Dropout', outputShape: [16], parameters: 0, setting: '0.5' },
      { name: 'head', type: 'Dense', outputShape: [3], parameters: 51, activation: 'softmax', frozen: true },
    ]);
  });

  it('counts a model inside of a model as one layer, and draws an input only once', () => {
    const input = tf.input({ shape: [9, 9, 2], name: 'photo' });
    const outer = tf.model({ inputs: input, outputs: small().apply(input) as tf.SymbolicTensor });
    const rows = layerSummaries(outer);
    assert.deepEqual(
      rows.map(({ name, parameters }) => [name, parameters]),
      [
        ['photo', 0],
        ['small', 76 + 8 + 51],
      ],
    );
  });

  it('writes below each block what the layer gives, is and has', async () => {
    const texts = words(await toSvg(architecture(small())));
    for (const text of ['small: 135 parameters', '9×9×2 input', '4×4×4 conv conv 3×3 /2 relu 76 params'])
      assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    assert.ok(texts.includes('3 head dense softmax 51 params frozen'), texts.join(' | '));
    assert.ok(texts.includes('16 flatten'), 'a name that says it all is not repeated');
  });

  it('draws sides as the square root of places and depth as the logarithm of channels', () => {
    const [input, first, , , pooled, , hidden] = blocksOf(lenet);
    assert.equal(input.height, input.width);
    assert.ok(Math.abs(pooled.height / first.height - Math.sqrt(5 / 28)) < 0.02);
    assert.ok(Math.abs(pooled.depth / first.depth - Math.log2(17) / Math.log2(7)) < 0.2);
    assert.ok(hidden.width < hidden.height, 'units are a bar');
  });

  it('has three faces for each kind of layer, and words over each block', () => {
    const figure = architecture(lenet);
    for (const kind of ['input', 'layer with weights', 'pooling', 'without weights'])
      assert.equal(figure.data.filter(({ name }) => name === kind).length, 3, kind);
    const hover = figure.data.find(({ hovertext }) => hovertext)?.hovertext as string[];
    assert.equal(hover[6], 'C5 (Dense)<br>120<br>tanh<br>48,120 parameters<br>78.0 % of all');
    assert.match(figure.alt, /9 layers, 61,706 parameters: input \(InputLayer\), 28 × 28 × 1; C1 \(Conv2D 5×5\)/);
  });

  it('wraps a deep network', () => {
    const deep = Array.from({ length: 19 }, (_, i) => ({ ...lenet[1], name: `conv ${i}` }));
    const figure = architecture(deep);
    const captions = figure.data.find(({ textposition }) => textposition === 'bottom center');
    assert.equal(new Set(captions?.y as number[]).size, 3);
    assert.equal(new Set(captions?.x as number[]).size, 7);
  });

  it('says what is wrong', () => {
    assert.throws(() => architecture([]), { name: 'UserError', message: /at least one layer/ });
    assert.throws(() => architecture({} as never), /needs a model with at least one layer/);
    assert.throws(() => architecture([{ ...lenet[1], outputShape: [] }]), /the layer "C1" needs type, outputShape/);
    assert.throws(() => architecture(lenet, { columns: 0 }), /columns/);
  });
});
