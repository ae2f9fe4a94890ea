import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActivationName } from '../../../lib/src/maths/activations';
import { buildGraph } from '../../../lib/src/maths/computation-graph';
import { Scalar } from '../../../lib/src/maths/scalar';
import { assertEachClose, flat, numericGradient, reference } from './reference';

const gradientOf = (gradients: Map<Scalar, number>, scalar: Scalar): number => gradients.get(scalar) ?? Number.NaN;

test('the published example of micrograd: values are used again and again', () => {
  const [a, b] = [new Scalar(-4), new Scalar(2)];
  let c = a.plus(b);
  let d = a.times(b).plus(b.power(3));
  c = c.plus(c.plus(1));
  c = c.plus(c.plus(1).minus(a));
  d = d.plus(d.times(2).plus(b.plus(a).relu()));
  d = d.plus(d.times(3).plus(b.minus(a).relu()));
  const f = c.minus(d).power(2);
  const g = f.dividedBy(2).plus(new Scalar(10).dividedBy(f));
  const gradients = g.backward();
  // github.com/karpathy/micrograd, README: four decimals
  assertEachClose(
    [g.value, gradientOf(gradients, a), gradientOf(gradients, b)],
    [24.7041, 138.8338, 645.5773],
    'g',
    0,
    5e-5,
  );
});

const operations: [string, (x: Scalar, y: Scalar) => Scalar, (x: number, y: number) => number][] = [
  ['plus', (x, y) => x.plus(y), (x, y) => x + y],
  ['minus', (x, y) => x.minus(y), (x, y) => x - y],
  ['times', (x, y) => x.times(y), (x, y) => x * y],
  ['dividedBy', (x, y) => x.dividedBy(y), (x, y) => x / y],
  ['max', (x, y) => x.max(y), (x, y) => Math.max(x, y)],
  ['a number in place of a scalar', (x, y) => x.times(3).minus(y.plus(2)), (x, y) => 3 * x - (y + 2)],
  ['power 3', (x) => x.power(3), (x) => x ** 3],
  ['power -2', (x) => x.power(-2), (x) => x ** -2],
  ['power 1/2', (x) => x.times(x).power(0.5), (x) => Math.abs(x)],
  ['power 0', (x) => x.power(0), () => 1],
  ['exp', (x) => x.exp(), Math.exp],
  ['log', (x) => x.times(x).log(), (x) => Math.log(x * x)],
  ['x used twice by one operation', (x) => x.times(x).plus(x), (x) => x * x + x],
  ['relu', (x) => x.relu(), (x) => Math.max(0, x)],
  ['sigmoid', (x) => x.sigmoid(), (x) => 1 / (1 + Math.exp(-x))],
  ['tanh', (x) => x.tanh(), Math.tanh],
  ['swish', (x) => x.activation('swish'), (x) => x / (1 + Math.exp(-x))],
];
const points = [
  [0.7, -1.3],
  [-0.4, 0.9],
  [2.1, 1.2],
];
for (const [name, expression, f] of operations) {
  test(`value and gradients of an operation equal the function and its slope: ${name}`, () => {
    for (const point of points) {
      const [x, y] = point.map((value) => new Scalar(value));
      const result = expression(x, y);
      assertEachClose([result.value], [f(point[0], point[1])], `value at ${point}`, 1e-12);
      const gradients = result.backward();
      const got = [gradients.get(x) ?? 0, gradients.get(y) ?? 0];
      const slope = numericGradient(point, () => f(point[0], point[1]));
      assertEachClose(got, flat(slope), `gradients at ${point}`, 1e-7, 1e-8);
    }
  });
}

test('at a tie, max gives the derivative to the first; power 0 has none at 0', () => {
  const [x, y, zero] = [new Scalar(2), new Scalar(2), new Scalar(0)];
  const gradients = x.max(y).backward();
  assert.deepEqual([gradientOf(gradients, x), gradientOf(gradients, y)], [1, 0]);
  assert.equal(gradientOf(zero.power(0).backward(), zero), 0);
});

interface Case {
  name: string;
  layers: { type: 'dense' | ActivationName }[];
  input: number[][];
  labels: number[];
  parameters: { layer: number; name: string; value: number[][] | number[]; gradient: number[][] | number[] }[];
  loss: number;
}

test('a network made of scalars has the loss and the gradients of PyTorch and TensorFlow', () => {
  const mlp = reference<Case>('networks').find(({ name }) => name === 'mlp');
  assert.ok(mlp);
  const parameters = mlp.parameters.map((p) => ({ ...p, scalars: flat(p.value).map((value) => new Scalar(value)) }));
  const scalarsOf = (layer: number, name: string) =>
    parameters.find((p) => p.layer === layer && p.name === name)?.scalars as Scalar[];

  const sum = (terms: Scalar[]) => terms.reduce((total, term) => total.plus(term));
  const rows = mlp.layers.reduce(
    (batch, { type }, layer) => {
      if (type !== 'dense') return batch.map((row) => row.map((value) => value.activation(type)));
      const [weights, bias] = [scalarsOf(layer, 'weights'), scalarsOf(layer, 'bias')];
      return batch.map((row) =>
        bias.map((b, o) => sum(row.map((value, i) => value.times(weights[i * bias.length + o]))).plus(b)),
      );
    },
    mlp.input.map((row) => row.map((value) => new Scalar(value))),
  );
  const losses = rows.map((logits, n) =>
    sum(logits.map((z) => z.exp()))
      .log()
      .minus(logits[mlp.labels[n]]),
  );
  const loss = sum(losses).dividedBy(losses.length);

  assertEachClose([loss.value], [mlp.loss], 'loss', 1e-6);
  const gradients = loss.backward();
  for (const { layer, name, gradient, scalars } of parameters) {
    const got = scalars.map((scalar) => gradientOf(gradients, scalar));
    assertEachClose(got, flat(gradient), `${name} of layer ${layer}`, 1e-5, 1e-8);
  }
});

test('an expression may be a hundred thousand operations deep', () => {
  const x = new Scalar(1);
  let y = x;
  for (let step = 0; step < 100_000; step++) y = y.plus(x);
  assert.equal(gradientOf(y.backward(), x), 100_001);
});

test('a graph has every number once, behind those that it is made of', () => {
  // (w·x + b)², with w·x used twice: y = v2² + v1, where v1 = w·x = 6 and v2 = v1 + b = 5
  const { nodes, edges } = buildGraph({ w: 3, x: 2, b: -1 }, ({ w, x, b }) => {
    const product = w.times(x);
    return product.plus(b).power(2).plus(product);
  });
  const rows = nodes.map(({ label, operation, value, gradient }) => [label, operation, value, gradient]);
  // By hand: ∂y/∂v2 = 2·5 = 10, ∂y/∂v1 = 10 + 1 = 11, ∂y/∂w = 11·2, ∂y/∂x = 11·3, ∂y/∂b = 10
  assert.deepEqual(rows, [
    ['w', null, 3, 22],
    ['x', null, 2, 33],
    ['v1', '×', 6, 11],
    ['b', null, -1, 10],
    ['v2', '+', 5, 10],
    ['v3', '^2', 25, 1],
    ['v4', '+', 31, 1],
  ]);
  assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
  const labelOf = (id: string) => nodes.find((node) => node.id === id)?.label;
  assert.deepEqual(
    edges.map(({ from, to }) => `${labelOf(from)} → ${labelOf(to)}`),
    ['w → v1', 'x → v1', 'v1 → v2', 'b → v2', 'v2 → v3', 'v3 → v4', 'v1 → v4'],
  );
  // By hand: ∂v1/∂w = x, ∂v1/∂x = w, ∂v3/∂v2 = 2·5, and 1 for each sum
  assert.deepEqual(
    edges.map(({ derivative }) => derivative),
    [2, 3, 1, 1, 10, 1, 1],
  );
});

test('a graph names constants by their digits, keeps clear of names in use and joins double edges', () => {
  const { nodes, edges } = buildGraph({ v1: 2, unused: 1 }, ({ v1 }) => v1.times(v1).dividedBy(0.1 + 0.2));
  assert.deepEqual(
    nodes.map(({ label }) => label),
    ['v1', 'v2', '0.3', 'v3'],
  );
  assert.equal(edges.length, 3);
  assert.equal(edges[0].derivative, 4); // of v1 · v1, 2 along each way
  assertEachClose([nodes[0].gradient], [4 / 0.3], 'gradient', 1e-12);
});

const one = new Scalar(1);
const mistakes: [string, () => unknown, RegExp][] = [
  ['text', () => new Scalar('1' as never), /^value: expected a finite number, got the text "1"\.$/],
  ['operand', () => one.plus(undefined as never), /^value: expected a finite number, got undefined\.$/],
  ['division', () => one.dividedBy(0), /^÷: expected a finite number, got Infinity from 1 and 0\.$/],
  ['logarithm', () => one.minus(2).log(), /^log: expected a finite number, got NaN from -1\.$/],
  ['root', () => new Scalar(0).power(0.5), /^\^0\.5: expected a finite derivative, got Infinity at 0\.$/],
  ['exponent', () => one.power(one as never), /^exponent: expected a plain number, got an object\.$/],
  ['activation', () => one.activation('relu6' as never), /^activation: expected one of .* got the text "relu6"\.$/],
  ['input', () => buildGraph({ w: Number.NaN }, ({ w }) => w), /^inputs\.w: expected a finite number, got NaN\.$/],
  ['result', () => buildGraph({ w: 1 }, () => 3 as never), /^expression: expected it to return a Scalar .* got 3\.$/],
];
for (const [name, call, message] of mistakes) {
  test(`scalars say what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
