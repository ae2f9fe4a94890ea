import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import {
  alexnet,
  densenet,
  efficientnetLite0,
  inceptionV3,
  layerRows,
  macs,
  mobilenetV2,
  type NetworkOptions,
  parameterCount,
  resnet,
  resnext50,
  squeezenet,
  vgg,
  wideResnet50,
} from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import published from '../../reference/architectures.json';
import more from '../../reference/architectures-more.json';

before(() => engineReady({ quiet: true }));

type Row = [name: string, type: string, shape: number[], parameters: number, macs: number];
interface Case {
  name: string;
  params: number;
  macs: number;
  /** Inception's: of the auxiliary classifier, which ours does not have */
  paramsNotOnForwardPath?: number;
  layers: Row[];
}

const networks: Record<string, (options: NetworkOptions) => tf.LayersModel> = {
  alexnet,
  vgg11: (options) => vgg(11, options),
  vgg13: (options) => vgg(13, options),
  vgg16: (options) => vgg(16, options),
  vgg19: (options) => vgg(19, options),
  resnet18: (options) => resnet(18, options),
  resnet34: (options) => resnet(34, options),
  resnet50: (options) => resnet(50, options),
  resnet101: (options) => resnet(101, options),
  resnet152: (options) => resnet(152, options),
  densenet121: (options) => densenet(121, options),
  densenet169: (options) => densenet(169, options),
  densenet201: (options) => densenet(201, options),
  resnext50_32x4d: resnext50,
  wide_resnet50_2: wideResnet50,
  inception_v3: inceptionV3,
  mobilenet_v2: mobilenetV2,
  squeezenet1_0: (options) => squeezenet({ version: '1.0', ...options }),
  squeezenet1_1: squeezenet,
  efficientnet_lite0: efficientnetLite0,
};

/** Modules run side by side have no order of their own, so layers are compared as a collection. */
const sorted = (rows: [number[], number, number][]) => rows.map((row) => JSON.stringify(row)).sort();

for (const [name, build] of Object.entries(networks)) {
  test(`${name} has the published layers, parameters and multiply-adds`, () => {
    const expected = ([...published.cases, ...more.cases] as unknown as Case[]).find((one) => one.name === name);
    assert.ok(expected);
    const model = build({ initialization: 'zeros' });
    assert.equal(parameterCount(model), expected.params - (expected.paramsNotOnForwardPath ?? 0));
    assert.equal(macs(model), expected.macs);
    // Inception's modules pool by a function, which the published rows leave out.
    const counted = name === 'inception_v3' ? /Conv2D|Dense/ : /Conv2D|Dense|MaxPooling2D/;
    const wanted = name === 'inception_v3' ? /conv|dense/ : /conv|dense|maxpool/;
    assert.deepEqual(
      sorted(
        layerRows(model).flatMap((row) =>
          counted.test(row.type) ? [[row.outputShape, row.parameters, row.macs]] : [],
        ),
      ),
      sorted(expected.layers.flatMap(([, type, ...row]) => (wanted.test(type) ? [row] : []))),
    );
    model.dispose();
  });
}

test('networks for small images and few classes give probabilities', () => {
  const options: NetworkOptions = { inputShape: [75, 96, 3], classes: 5 };
  for (const build of [
    resnet.bind(null, 18),
    densenet.bind(null, 121),
    resnext50,
    inceptionV3,
    mobilenetV2,
    squeezenet,
    efficientnetLite0,
  ]) {
    const model = build(options);
    const sums = tf.tidy(() => {
      const predicted = model.predict(tf.randomUniform([2, 75, 96, 3], 0, 1, 'float32', 3)) as tf.Tensor;
      assert.deepEqual(predicted.shape, [2, 5]);
      return Array.from(tf.sum(predicted, 1).dataSync());
    });
    for (const sum of sums) assert.ok(Math.abs(sum - 1) < 1e-5, `${model.name} gives probabilities of sum ${sum}`);
    model.dispose();
  }
});

test("weights have He's variance, also where each map has a filter of its own, and are the same for the same seed", () => {
  const [first, again, other] = [7, 7, 8].map((seed) => mobilenetV2({ seed, classes: 10 }));
  for (const [name, inputs] of [
    ['head_conv', 320],
    ['block17_depthwise_conv', 9],
    ['block10_expand_conv', 64],
  ] as const) {
    const values = (model: tf.LayersModel) => model.getLayer(name).getWeights()[0].dataSync() as Float32Array;
    const mine = values(first);
    const variance = mine.reduce((sum, value) => sum + value ** 2, 0) / mine.length;
    assert.ok(Math.abs((variance * inputs) / 2 - 1) < 0.1, `${name}: ${variance} for ${inputs} inputs`);
    assert.deepEqual(mine, values(again));
    assert.notDeepEqual(mine, values(other));
  }
  for (const model of [first, again, other]) model.dispose();
});

test('building and disposing of a network leaves no tensor behind', () => {
  const tensorsBefore = tf.memory().numTensors;
  for (const build of Object.values(networks)) build({ initialization: 'zeros', classes: 2 }).dispose();
  assert.equal(tf.memory().numTensors, tensorsBefore);
});

test('options that cannot be are told in one sentence', () => {
  const mistakes: [() => unknown, RegExp][] = [
    [() => resnet(20 as 18), /^There is resnet\(18\), .*, got 20\.$/],
    [() => densenet(161 as 121), /^There is densenet\(121\), .*, got 161\.$/],
    [() => vgg(12 as 11), /^There is vgg\(11\), .*, got 12\.$/],
    [() => squeezenet({ version: '2' as '1.0' }), /^version of squeezenet must be '1.0' or '1.1', got "2"\.$/],
    [() => alexnet({ inputShape: [32, 32, 3] }), /^alexnet needs images of at least 63 × 63, got 32 × 32\.$/],
    [() => inceptionV3({ inputShape: [299, 3] as never }), /^inputShape must be \[height, width, channels\]/],
    [() => mobilenetV2({ classes: 1 }), /^classes must be a whole number of at least 2, got 1\.$/],
    [() => mobilenetV2({ initialization: 'xavier' as 'he' }), /^initialization must be one of 'he', 'zeros'/],
    [() => efficientnetLite0({ seed: 0.5 }), /^seed must be a whole number, got 0\.5\.$/],
  ];
  for (const [mistake, message] of mistakes) {
    assert.throws(mistake, (error: Error) => error instanceof UserError && message.test(error.message));
  }
});

test('each network takes the smallest images that it says it does', () => {
  const least: [(options: NetworkOptions) => tf.LayersModel, number][] = [
    [alexnet, 63],
    [networks.vgg11, 32],
    [networks.resnet50, 32],
    [networks.densenet121, 32],
    [resnext50, 32],
    [inceptionV3, 75],
    [mobilenetV2, 32],
    [networks.squeezenet1_0, 32],
    [squeezenet, 32],
    [efficientnetLite0, 32],
  ];
  for (const [build, side] of least) {
    const model = build({ inputShape: [side, side, 3], classes: 2, initialization: 'zeros' });
    assert.ok(
      layerRows(model).every(({ outputShape }) => outputShape.every((length) => length > 0)),
      model.name,
    );
    model.dispose();
  }
});
