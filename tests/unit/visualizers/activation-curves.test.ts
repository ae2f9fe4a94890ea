import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../lib/src/project';
import { activationCurves, type CurveName } from '../../../lib/src/visualizers/activation-curves';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { reference } from '../maths/reference';

interface ActivationCase {
  name: string;
  activation: string;
  params: Record<string, unknown>;
  x: number[];
  y: number[];
  dy: number[];
}

const drawn: CurveName[] = ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu', 'swish'];

interface Line {
  name: string;
  x: number[];
  y: (number | null)[];
  xaxis: string;
}

describe('activationCurves', () => {
  for (const name of drawn) {
    it(`goes through the values of PyTorch and TensorFlow: ${name}`, () => {
      const cases = reference<ActivationCase>('activations').filter(({ activation }) => activation === name);
      const points = cases.flatMap(({ x, y, dy }) => x.map((at, index) => ({ at, y: y[index], dy: dy[index] })));
      const near = points.filter(({ at }) => Math.abs(at) <= 5);
      assert.ok(near.length >= 5, `${near.length} reference points for ${name}`);
      for (const { at, y, dy } of near) {
        // Drawn over an interval of which the point is the middle, and so a sample.
        const [output, derivative] = lines(activationCurves([name], { range: [at - 1, at + 1] }));
        assert.ok(Math.abs(value(output, at) - y) <= 1e-3, `${name}(${at}) = ${value(output, at)}, expected ${y}`);
        assert.ok(
          Math.abs(value(derivative, at) - dy) <= 1e-3,
          `${name}′(${at}) = ${value(derivative, at)}, expected ${dy}`,
        );
      }
    });
  }

  it('shades where the derivative is below 0.05 up to the end', () => {
    const zones = (name: CurveName) => shapes(activationCurves([name])).map(({ x0, x1 }) => [x0, x1]);
    assert.deepEqual(zones('relu'), [[-5, 0]]);
    assert.deepEqual(zones('leakyRelu'), []);
    // σ′(x) = 0.05 at x = ±2.887, found by hand: σ = (1 ± √0.8) / 2
    const [[, left], [right]] = zones('sigmoid');
    const edge = Math.log((1 + Math.sqrt(0.8)) / (1 - Math.sqrt(0.8)));
    assert.ok(Math.abs(left + edge) <= 0.05 && Math.abs(right - edge) <= 0.05, `${left}, ${right}, expected ∓${edge}`);
  });

  it('lifts the line where a derivative jumps, and nowhere else', () => {
    const gaps = (name: CurveName) =>
      lines(activationCurves([name])).map(({ y }) => y.filter((v) => v === null).length);
    assert.deepEqual(gaps('relu'), [0, 1]);
    assert.deepEqual(gaps('leakyRelu'), [0, 1]);
    assert.deepEqual(gaps('maxout'), [0, 2]);
    for (const name of ['sigmoid', 'tanh', 'elu', 'gelu', 'swish'] as const) assert.deepEqual(gaps(name), [0, 0], name);
  });

  it('draws maxout as the highest of its linear units', () => {
    const pieces: [number, number][] = [
      [-1, 0],
      [1, 0],
    ];
    const [output, derivative] = lines(
      activationCurves(['maxout'], { range: [-2, 2], parameters: { maxout: pieces } }),
    );
    assert.equal(value(output, -1), 1);
    assert.equal(value(output, 2), 2);
    assert.equal(value(derivative, -1), -1);
    assert.equal(value(derivative, 1), 1);
  });

  it('has a panel for each function, with name and formula, and says them in words', () => {
    const figure = activationCurves(['sigmoid', 'relu', 'elu']);
    const titles = (figure.layout.annotations as { text: string }[]).map(({ text }) => text);
    assert.deepEqual(titles, [
      '<b>sigmoid</b><br>f(x) = 1 / (1 + e⁻ˣ)',
      '<b>ReLU</b><br>f(x) = max(0, x)',
      '<b>ELU</b><br>f(x) = x if x ≥ 0, else eˣ − 1',
    ]);
    assert.deepEqual([...new Set(lines(figure).map(({ xaxis }) => xaxis))], ['x', 'x2', 'x3']);
    assert.match(figure.alt, /sigmoid, ReLU, ELU for x from -5 to 5.*flat on one side or both: sigmoid, ReLU, ELU/);
  });

  it('draws functions of one’s own', () => {
    const square = { name: 'square', output: (x: number) => x * x, derivative: (x: number) => 2 * x };
    const [output, derivative] = lines(activationCurves([square], { range: [-1, 1] }));
    assert.equal(value(output, 1), 1);
    assert.equal(value(derivative, -1), -2);
  });

  it('says what is wrong', () => {
    assert.throws(
      () => activationCurves(['step' as never]),
      /there is no activation "step"; choose from sigmoid, tanh/,
    );
    assert.throws(() => activationCurves([]), UserError);
    assert.throws(() => activationCurves(['relu'], { range: [1, 1] }), /range must be/);
    assert.throws(() => activationCurves('relu' as never), /list/);
  });
});

/** Function and derivative of each panel, in this order. */
function lines(figure: Figure): Line[] {
  return figure.data.filter(({ mode }) => mode === 'lines') as unknown as Line[];
}

function value(line: Line, x: number): number {
  const position = line.x.findIndex((at, index) => Math.abs(at - x) < 1e-5 && line.y[index] !== null);
  assert.ok(position >= 0, `no sample at ${x}`);
  return line.y[position] as number;
}

function shapes(figure: Figure): { x0: number; x1: number }[] {
  return figure.layout.shapes as { x0: number; x1: number }[];
}
