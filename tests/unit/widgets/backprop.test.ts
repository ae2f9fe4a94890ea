import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ActivationName, activations } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type BackpropWidgetOptions, backpropGiven } from '../../../lib/src/widgets/backprop';
import type { GraphName } from '../../../lib/src/widgets/backprop/graphs';
import {
  atNode,
  initialState,
  learned,
  onGraph,
  progress,
  stepCounts,
  stepped,
  toStep,
  wholeGraph,
  withValue,
} from '../../../lib/src/widgets/backprop/state';
import { sentence, shownInWords } from '../../../lib/src/widgets/backprop/words';

type Values = Record<string, number>;

/** The losses, written out once more. */
const sums: Record<GraphName, (v: Values) => number> = {
  oneInput: ({ x, w, b }) => w * x + b,
  twoInputs: ({ x1, w1, x2, w2, b }) => w1 * x1 + w2 * x2 + b,
  sharedWeight: ({ x1, x2, w, b }) => w * x1 + w * x2 + b,
};
const lossOf = (graph: GraphName, activation: ActivationName, values: Values): number =>
  (activations[activation].output(sums[graph](values)) - values.t) ** 2;

function slope(graph: GraphName, activation: ActivationName, values: Values, name: string): number {
  const moved = (by: number) => lossOf(graph, activation, { ...values, [name]: values[name] + by });
  return (moved(1e-5) - moved(-1e-5)) / 2e-5;
}

const start = initialState(backpropGiven());
const labels = (ids: Iterable<string>) =>
  [...ids].map((id) => wholeGraph(start).nodes.find((node) => node.id === id)?.label);

describe('the widget of the backward pass', () => {
  for (const graph of Object.keys(sums) as GraphName[])
    for (const activation of ['relu', 'tanh', 'gelu'] as const)
      test(`${graph} with ${activation}: the loss, its slopes, and a step of learning along them`, () => {
        const state = initialState(backpropGiven({ graph, activation, learningRate: 0.03 }));
        const { nodes } = wholeGraph(state);
        assert.ok(Math.abs((nodes.at(-1)?.value ?? Number.NaN) - lossOf(graph, activation, state.values)) < 1e-12);
        const next = learned(state).values;
        for (const name of Object.keys(state.values)) {
          const expected = slope(graph, activation, state.values, name);
          const gradient = nodes.find(({ label }) => label === name)?.gradient ?? Number.NaN;
          assert.ok(Math.abs(gradient - expected) < 1e-6, `${name}: ${gradient} and ${expected}`);
          const moved = /^[wb]/.test(name) ? state.values[name] - 0.03 * gradient : state.values[name];
          assert.ok(Math.abs(next[name] - moved) < 1e-12, name);
        }
      });

  test('values come from left to right, then gradients from right to left, and the keys go no further', () => {
    const graph = wholeGraph(start);
    const { forward, all } = stepCounts(graph);
    assert.deepEqual([forward, all], [7, 7 + 13]);
    assert.deepEqual(labels(progress(graph, 0).values), ['x1', 'w1', 'x2', 'w2', 'b', 't']);
    assert.deepEqual(labels(progress(graph, 2).values).slice(6), ['v1', 'v2']);
    assert.deepEqual(labels(progress(graph, forward + 3).gradients), ['L', 'd', 't']);
    assert.equal(stepped(start, -1).step, 0);
    assert.equal(stepped(toStep(start, 99), 1).step, all);
    for (let step = 1; step <= all; step++) {
      // What a step works out rests on what was known before.
      const now = progress(graph, step);
      const before = progress(graph, step - 1);
      const uses = graph.edges.filter(({ from, to }) => (now.backward ? from : to) === now.current);
      for (const { from, to } of uses) assert.ok(now.backward ? before.gradients.has(to) : before.values.has(from));
    }
  });

  test('a click on a number goes to its step', () => {
    const graph = wholeGraph(start);
    const id = (label: string) => graph.nodes.find((node) => node.label === label)?.id ?? '';
    assert.equal(progress(graph, atNode(start, id('z')).step).current, id('z'));
    assert.deepEqual(progress(graph, atNode(start, id('w1')).step).gradients.has(id('w1')), true);
    const back = atNode(toStep(start, 9), id('z'));
    assert.deepEqual([progress(graph, back.step).current, progress(graph, back.step).backward], [id('z'), true]);
  });

  test('tells each step as arithmetic', () => {
    const graph = wholeGraph(start);
    const all = Array.from({ length: 21 }, (_, step) => sentence(graph, step));
    assert.match(all[0], /^Press Step/);
    assert.equal(all[1], 'v1 = x1 × w1 = 2 × 0.5 = 1');
    assert.equal(all[5], 'f = ReLU(z) = ReLU(0.75) = 0.75');
    assert.equal(all[6], 'd = f − t = 0.75 − 2 = −1.25');
    assert.equal(all[7], 'L = d² = (−1.25)² = 1.56'); // 1.5625
    assert.match(all[8], /^∂L\/∂L = 1:/);
    assert.equal(all[9], '∂L/∂d = 2 · d = 2 · (−1.25) = −2.5');
    assert.equal(all[11], '∂L/∂f = ∂L/∂d · ∂d/∂f = (−2.5) · 1 = −2.5');
    const shared = wholeGraph(onGraph(start, 'sharedWeight'));
    const ofWeight = Array.from({ length: 20 }, (_, step) => sentence(shared, step)).find((one) =>
      one.startsWith('∂L/∂w ='),
    );
    assert.equal(ofWeight, '∂L/∂w = ∂L/∂v1 · ∂v1/∂w + ∂L/∂v2 · ∂v2/∂w = (−1.5) · 2 + (−1.5) · (−1) = −1.5');
    assert.equal(shownInWords(graph, 0).length, 6);
    assert.equal(shownInWords(graph, 20).length, 26);
  });

  test('numbers that are too large change nothing, and another number begins the losses anew', () => {
    const huge = withValue(start, 'b', 1e200);
    assert.deepEqual([huge.refused, huge.values], [true, start.values]);
    assert.equal(learned(learned(start)).losses.length, 2);
    assert.deepEqual(withValue(learned(start), 't', 1).losses, []);
    assert.deepEqual([learned(start).justLearned, stepped(learned(start), 1).justLearned], [true, undefined]);
  });

  for (const [options, message] of [
    [{ graph: 'three' }, /there is no graph 'three'\. Take one of oneInput, twoInputs, sharedWeight\.$/],
    [{ activation: 'step' }, /there is no activation 'step'/],
    [{ values: { w: 1 } }, /there is no number 'w'\. Take one of x1, w1, x2, w2, b, t\.$/],
    [{ values: { b: Number.NaN } }, /b must be a number, got NaN\.$/],
    [{ values: { b: 1e200 } }, /the values are too large/],
    [{ learningRate: 2 }, /learningRate must be a number from 0\.001 to 1, got 2\.$/],
  ] as [BackpropWidgetOptions, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => backpropGiven(options),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
    });
});
