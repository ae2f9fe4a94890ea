import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { inceptionV3, mobilenetV2, resnet, squeezenet, vgg } from '../../../lib/src/models';
import { blockDiagram } from '../../../lib/src/visualizers/block-diagram';
import { blockGraph } from '../../../lib/src/visualizers/block-graph';
import { placeBlock } from '../../../lib/src/visualizers/block-places';
import { boxLines } from '../../../lib/src/visualizers/block-words';
import type { ModelLike } from '../../../lib/src/visualizers/layer-summary';
import { residualBlock } from './tuning-figures';

const zeros = { initialization: 'zeros' } as const;
const lines = (model: ModelLike, block: string) =>
  blockGraph(model, { block }).nodes.map((node) => boxLines(node).map((line) => line.replace(/<[^>]+>/g, '')));

describe('blockDiagram', () => {
  let models: Record<'resnet18' | 'resnet50' | 'inception' | 'mobilenet' | 'squeezenet', tf.LayersModel>;
  before(async () => {
    await engineReady({ quiet: true });
    models = {
      resnet18: resnet(18, zeros),
      resnet50: resnet(50, zeros),
      inception: inceptionV3(zeros),
      mobilenet: mobilenetV2(zeros),
      squeezenet: squeezenet(zeros),
    };
  });

  it('draws a bottleneck as He et al. have it: 1×1, 3×3, 1×1, and a shortcut', () => {
    assert.deepEqual(lines(models.resnet50, 'stage2_block1'), [
      ['input', 'from stage1_block3_relu', '56×56×256'],
      ['conv 1×1', '128 filters', 'batch norm, ReLU', '56×56×128'],
      ['conv 3×3', '128 filters, stride 2', 'batch norm, ReLU', '28×28×128'],
      ['conv 1×1', '512 filters, stride 2', 'batch norm', '28×28×512'],
      ['conv 1×1', '512 filters', 'batch norm', '28×28×512'],
      ['add +', 'ReLU', '28×28×512'],
    ]);
    const norms = 2 * (128 + 128 + 512 + 512);
    const parameters = 256 * 128 + 9 * 128 * 128 + 128 * 512 + 256 * 512 + norms;
    const { layout } = blockDiagram(models.resnet50, { block: 'stage2_block1' });
    const { text } = layout.title as { text: string };
    assert.equal(text, `resnet50: stage2_block1, ${parameters.toLocaleString('en-US')} parameters`);
  });

  it('draws an identity as a way around the two convolutions', () => {
    const { nodes, edges } = blockGraph(models.resnet18, { block: 'stage1_block1' });
    assert.equal(nodes.length, 4);
    assert.deepEqual(edges, [
      { from: 'pool1', to: 'stage1_block1_conv1_conv' },
      { from: 'stage1_block1_conv1_conv', to: 'stage1_block1_conv2_conv' },
      { from: 'pool1', to: 'stage1_block1_add' },
      { from: 'stage1_block1_conv2_conv', to: 'stage1_block1_add' },
    ]);
  });

  it('draws the four branches of an inception block side by side, from one layer to another', () => {
    const graph = blockGraph(models.inception, { from: 'mixed_5b_branch1x1_conv', to: 'mixed_5b' });
    assert.deepEqual(graph, blockGraph(models.inception, { block: 'mixed_5b' }));
    assert.deepEqual(
      graph.nodes.filter(({ isInput }) => isInput).map(({ id }) => id),
      ['pool2'],
    );
    const into = (id: string) => graph.edges.filter(({ to }) => to === id).length;
    assert.equal(into('mixed_5b'), 4);
    assert.equal(graph.edges.filter(({ from }) => from === 'pool2').length, 4);
    const placed = placeBlock(graph);
    const overlap = placed?.boxes.some((a, i) =>
      placed.boxes.some(
        (b, j) => i < j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
      ),
    );
    assert.equal(overlap, false);
    const isDown = (way: { y: number }[]) => way.slice(1).every(({ y }, i) => y >= way[i].y);
    assert.ok(placed?.lines.every(isDown));
    // 64 + 64 + 96 + 32 channels, one after the other
    assert.match(blockDiagram(models.inception, { block: 'mixed_5b' }).alt, /mixed_5b: concatenate, 35×35×256, of /);
  });

  it('draws an inverted residual block and a fire module', () => {
    assert.deepEqual(lines(models.mobilenet, 'block3'), [
      ['input', 'from block2_project_norm', '56×56×24'],
      ['conv 1×1', '144 filters', 'batch norm, ReLU6', '56×56×144'],
      ['depthwise conv 3×3', 'batch norm, ReLU6', '56×56×144'],
      ['conv 1×1', '24 filters', 'batch norm', '56×56×24'],
      ['add +', '56×56×24'],
    ]);
    assert.deepEqual(lines(models.squeezenet, 'fire2').slice(1), [
      ['conv 1×1', '16 filters', 'ReLU', '55×55×16'],
      ['conv 1×1', '64 filters', 'ReLU', '55×55×64'],
      ['conv 3×3', '64 filters', 'ReLU', '55×55×64'],
      ['concatenate', '55×55×128'],
    ]);
  });

  it('draws a block of a chain of layers, from the layer before it on', () => {
    const model = vgg(16, { ...zeros, inputShape: [32, 32, 3], classes: 10 });
    const { nodes } = blockGraph(model, { from: 'block3_conv1', to: 'block3_pool' });
    model.dispose();
    assert.deepEqual(
      nodes.map(({ id, isInput }) => (isInput ? `from ${id}` : id)),
      ['from block2_pool', 'block3_conv1', 'block3_conv2', 'block3_conv3', 'block3_pool'],
    );
  });

  it('draws a whole small model, also one without layer for its input', () => {
    const model = tf.sequential({
      name: 'two',
      layers: [
        tf.layers.flatten({ name: 'flatten', inputShape: [2, 2] }),
        tf.layers.dense({ name: 'out', units: 3, activation: 'softmax' }),
      ],
    });
    const { alt } = blockDiagram(model);
    assert.match(
      alt,
      /^two, 15 parameters, from the top down: input, 2×2; flatten: flatten, 4, of .*; out: dense, 3 units, softmax, 3, of flatten\.$/,
    );
    model.dispose();
  });

  it('says what is wrong', () => {
    const user = { name: 'UserError' };
    const model = residualBlock();
    assert.throws(() => blockDiagram({} as never), { ...user, message: /needs a model of TensorFlow.js/ });
    assert.throws(() => blockDiagram(model, { block: 'stage9' }), {
      ...user,
      message: /no layers whose names begin with stage9_/,
    });
    assert.throws(() => blockDiagram(model, { from: 'nothing' }), {
      ...user,
      message: /no layer "nothing"; the first ones are image/,
    });
    assert.throws(() => blockDiagram(model, { from: 'block_relu', to: 'image' }), {
      ...user,
      message: /no way from block_relu to image/,
    });
    assert.throws(() => blockDiagram(model, { block: 'block', to: 'image' }), { ...user, message: /not both/ });
    assert.throws(() => blockDiagram(models.inception), { ...user, message: /boxes are too many for one picture/ });
  });
});
