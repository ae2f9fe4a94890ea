import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { penalties } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type PlaygroundWidgetOptions, playgroundGiven } from '../../../lib/src/widgets/playground';
import type { LayerWeights } from '../../../lib/src/widgets/playground/network';
import type { Settings } from '../../../lib/src/widgets/playground/settings';
import {
  advanced,
  changed,
  chosenBeside,
  diverged,
  epochPassed,
  initialState,
  measured,
  type PlaygroundState,
  probability,
  probedAt,
  restarted,
  stepped,
  typed,
} from '../../../lib/src/widgets/playground/state';
import { unitRaster } from '../../../lib/src/widgets/playground/surface';
import { stepsOfEpoch } from '../../../lib/src/widgets/playground/training';
import { playground } from '../../../lib/src/widgets/playground/view';

const begin = (options: PlaygroundWidgetOptions = {}): PlaygroundState => initialState(playgroundGiven(options));

function afterEpochs(count: number, options: PlaygroundWidgetOptions): PlaygroundState {
  let state = begin(options);
  for (let i = 0; i < count; i++) state = epochPassed(state);
  return state;
}

/** One batch holds all points to train on, so that its loss is the training loss that the widget tells. */
const oneBatch = { trainingShare: 0.1, batchSize: 50, optimizer: 'sgd', learningRate: 0.01 } as const;

const allWeights = (layers: LayerWeights[]): number[] =>
  layers.flatMap(({ weights, bias }) => [...weights.flat(), ...bias]);

/** With `by` added to one of all the weights, counted as in `allWeights`. */
function nudged(state: PlaygroundState, index: number, by: number): PlaygroundState {
  let at = 0;
  const next = (value: number) => (at++ === index ? value + by : value);
  const layers = state.run.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((row) => row.map(next)),
    bias: layer.bias.map(next),
  }));
  return { ...state, run: { ...state.run, layers } };
}

describe('the playground', () => {
  for (const change of [
    {},
    { loss: 'squaredError', activation: 'sigmoid', hidden: [3] },
    { penalty: 'l2', strength: 0.03, features: ['x1', 'square2', 'sine1'] },
    { penalty: 'l1', strength: 0.1, hidden: [] },
  ] as PlaygroundWidgetOptions[])
    test(`a step goes down the slope that is measured: ${JSON.stringify(change)}`, () => {
      const state = begin({ ...oneBatch, ...change });
      const { penalty, strength } = state.settings;
      const loss = (one: PlaygroundState) => {
        const pull =
          penalty === 'none'
            ? 0
            : penalties[penalty].output(
                one.run.layers.map(({ weights }) => weights),
                strength,
              );
        return measured(one).training + pull;
      };
      const [before, after] = [state, stepped(state)].map(({ run }) => allWeights(run.layers));
      before.forEach((value, i) => {
        const slope = (loss(nudged(state, i, 1e-5)) - loss(nudged(state, i, -1e-5))) / 2e-5;
        const step = (value - after[i]) / oneBatch.learningRate;
        assert.ok(Math.abs(step - slope) < 1e-6, `weight ${i}: ${step} and ${slope}`);
      });
    });

  test('the same choices make the same steps; starting again is the beginning', () => {
    const choices = { dropout: 0.3, batchNormalization: true, optimizer: 'adam' } as const;
    const [one, other] = [afterEpochs(3, choices), afterEpochs(3, choices)];
    assert.deepEqual(one.run, other.run);
    assert.equal(one.run.steps, 3 * stepsOfEpoch(one.settings));
    assert.deepEqual(restarted(one).run, begin(choices).run);
    assert.notDeepEqual(begin({ ...choices, seed: 2 }).run.layers, begin(choices).run.layers);
  });

  test('learns circles, and exclusive or without a hidden layer only with the product of the coordinates', () => {
    assert.ok(measured(afterEpochs(60, {})).accuracy > 0.95);
    const line = measured(afterEpochs(40, { data: 'xor', hidden: [] }));
    const product = measured(afterEpochs(40, { data: 'xor', hidden: [], features: ['product'], noise: 0 }));
    assert.ok(line.accuracy < 0.75 && product.accuracy > 0.97, `${line.accuracy}, ${product.accuracy}`);
  });

  test('what can go on goes on, what cannot begins anew', () => {
    const state = afterEpochs(2, { optimizer: 'adam' });
    for (const change of [
      { learningRate: 0.3 },
      { penalty: 'l1' },
      { batchSize: 3 },
      { activation: 'relu' },
    ] as const) {
      const next = changed(state, change);
      assert.deepEqual([next.run.layers, next.run.steps], [state.run.layers, state.run.steps]);
      assert.ok(next.run.memories);
    }
    assert.equal(changed(state, { optimizer: 'rmsprop' }).run.memories, undefined);
    assert.equal(changed(state, { optimizer: 'momentum' }).settings.learningRate, 0.3);
    for (const change of [
      { data: 'xor' },
      { hidden: [2] },
      { seed: 3 },
      { batchNormalization: true },
    ] as Partial<Settings>[])
      assert.equal(changed(state, change).run.steps, 0);
    // Another activation is seen at once, though the weights are the same.
    assert.notEqual(measured(changed(state, { activation: 'relu' })).training, measured(state).training);
  });

  test('plays at its pace, and ends a frame in time where it cannot', () => {
    let state: PlaygroundState = { ...begin({ data: 'gaussians' }), playing: true, pace: 20 };
    const each = stepsOfEpoch(state.settings);
    for (let frame = 0; frame < 32; frame++) state = advanced(state, 1 / 64, () => 0) ?? state;
    assert.ok(Math.abs(state.run.steps - 10 * each) <= 1, `${state.run.steps} steps in half a second`);
    let time = 0;
    const slow = advanced({ ...state, due: 0 }, 0.1, () => time++) as PlaygroundState; // each step takes a millisecond
    assert.ok(slow.run.steps - state.run.steps <= 6 && slow.run.steps > state.run.steps);
    assert.ok(slow.due <= 1);
    assert.equal(advanced({ ...state, playing: false }, 1), undefined);
  });

  test('stops where the numbers leave all bounds, and says so', () => {
    const broken = nudged({ ...begin(), playing: true }, 0, Number.NaN);
    const state = advanced(broken, 0.1, () => 0) as PlaygroundState;
    assert.deepEqual([diverged(state), state.playing], [true, false]);
    assert.match(playground.view(state, () => {}, playgroundGiven()).status, /left all bounds/);
    assert.equal(diverged(restarted(state)), false);
  });

  test('long curves keep every other point, at its place', () => {
    const { curve, epochs } = afterEpochs(500, {
      data: 'gaussians',
      hidden: [],
      batchSize: 50,
      trainingShare: 0.1,
    }).run;
    assert.equal(epochs, 500);
    assert.equal(curve.every, 4);
    assert.equal(curve.training.length, 126);
    const early = afterEpochs(8, { data: 'gaussians', hidden: [], batchSize: 50, trainingShare: 0.1 }).run.curve;
    assert.deepEqual(
      curve.test.slice(0, 3),
      [0, 4, 8].map((epoch) => early.test[epoch]),
    );
  });

  test('the plane shows the probability that the probe tells', () => {
    const state = afterEpochs(30, {});
    const { pixels, width, height } = unitRaster(state, { layer: 2, unit: 0 });
    assert.deepEqual([width, height], [50, 50]);
    for (const [row, column] of [
      [0, 0],
      [24, 25],
      [10, 40],
    ]) {
      const at = probedAt(state, -3 + (6 * (column + 0.5)) / 50, 3 - (6 * (row + 0.5)) / 50);
      assert.ok(Math.abs(pixels[row * 50 + column] / 255 - probability(at)) < 0.01, `row ${row}, column ${column}`);
    }
  });

  test('units are chosen within the network, and their weights typed', () => {
    const state = begin();
    assert.deepEqual(chosenBeside(state, 0, 5).chosen, { layer: 2, unit: 0 });
    const unit = chosenBeside(chosenBeside(state, 0, -2), 9, 0);
    assert.deepEqual(unit.chosen, { layer: 0, unit: 3 });
    const weights = typed(unit, 1, 0.75).run.layers[0].weights;
    assert.deepEqual(
      weights.flat().map((w, i) => w === state.run.layers[0].weights.flat()[i]),
      [true, true, true, true, true, true, true, false],
    );
    assert.equal(weights[1][3], 0.75);
    assert.equal(typed(unit, 2, -1).run.layers[0].bias[3], -1);
    assert.deepEqual(changed(unit, { hidden: [2, 2] }).chosen, { layer: 2, unit: 0 });
  });

  test('a frame of training and drawing takes less than a sixtieth of a second of the processor', () => {
    let state: PlaygroundState = { ...begin(), playing: true };
    const frames = Array.from({ length: 90 }, () => {
      const { user, system } = process.cpuUsage();
      state = advanced(state, 1 / 60, () => 0) ?? state;
      playground.view(state, () => {}, playgroundGiven());
      const spent = process.cpuUsage({ user, system });
      return (spent.user + spent.system) / 1000;
    });
    const middle = frames.slice(30).sort((a, b) => a - b)[30];
    assert.ok(middle < 1000 / 60, `${middle} ms`);
  });

  test('what chapter 4 says of its choices is so', () => {
    const choices = { data: 'circles', noise: 0.6, trainingShare: 0.2, hidden: [8, 8], optimizer: 'adam' } as const;
    const measuredFor = (change: PlaygroundWidgetOptions, epochs = 400) => {
      let state = begin({ ...choices, ...change, hidden: [8, 8] });
      return Array.from({ length: epochs }, () => {
        state = epochPassed(state);
        return measured(state);
      });
    };
    const free = measuredFor({});
    const lowest = Math.min(...free.map(({ test }) => test));
    const epoch = free.findIndex(({ test }) => test === lowest) + 1;
    assert.ok(epoch > 40 && epoch < 60, `epoch ${epoch}`);
    assert.ok(free[399].test > 1.5 * lowest && free[399].training < free[epoch].training);
    const round = measuredFor({ penalty: 'l2', strength: 0.01 });
    assert.ok(round.slice(100).every(({ test }) => test < lowest));
    const flat = measuredFor({ penalty: 'l2', strength: 0.03 }, 100)[99];
    assert.ok(Math.abs(flat.training - Math.log(2)) < 0.002, `${flat.training}`);
    const dropped = measuredFor({ dropout: 0.5 })[399];
    assert.ok(dropped.training > 2 * free[399].training && dropped.test > round[399].test);
  });

  for (const [options, message] of [
    [{ data: 'moons' }, /there is no set of points 'moons'\. Take one of circles, /],
    [{ hidden: [4, 9] }, /hidden\[1\] must be a whole number from 1 to 8, got 9\.$/],
    [{ hidden: 4 }, /hidden must be a list of at most 4 numbers of units/],
    [{ features: [] }, /features must be a list of some of x1, /],
    [{ noise: 2 }, /noise must be a number from 0 to 1, got 2\.$/],
    [{ penalty: 'l3' }, /there is no penalty 'l3'/],
    [{ layers: 3 }, /layers/],
  ] as [PlaygroundWidgetOptions, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => playgroundGiven(options),
        (error: Error) => ('layers' in options || error instanceof UserError) && message.test(error.message),
      );
    });
});
