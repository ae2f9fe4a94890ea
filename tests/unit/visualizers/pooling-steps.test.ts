import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PoolingKind, pool2d } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';
import { poolingSteps } from '../../../lib/src/visualizers/pooling-steps';
import { reference } from '../maths/reference';
import { arithmetic, covered, during, frameNamed, panel, result } from './frames';
import { scene } from './image-figures';

interface PoolingCase {
  name: string;
  kind: 'max' | 'avg' | 'l2';
  inputShape: number[];
  poolSize: [number, number];
  strides: [number, number];
  padding: 'valid' | 'same';
  input: number[][][] | number[][][][];
  output: number[][][] | number[][][][];
}

const image = [
  [1, 3, 2, 0],
  [5, 4, 1, 1],
  [0, 2, 9, 6],
  [1, 1, 7, -8],
];

describe('poolingSteps', () => {
  for (const reference of poolingCases()) {
    it(`shows the output of PyTorch and TensorFlow: ${reference.name}`, () => {
      const batched = reference.inputShape.length === 4;
      const input = (batched ? reference.input[0] : reference.input) as number[][][];
      const expected = (batched ? reference.output[0] : reference.output) as number[][][];
      const { poolSize: size, strides: stride, padding } = reference;
      const kind: PoolingKind = reference.kind === 'avg' ? 'average' : reference.kind;
      const channel = input[0][0].length - 1;
      const figure = poolingSteps(input, { kind, size, stride, padding, channel });
      assert.equal(figure.frames?.length, expected.length * expected[0].length);
      for (const [i, row] of expected.entries()) {
        for (const [j, maps] of row.entries()) {
          const traces = during(figure, frameNamed(figure, `${i}, ${j}`));
          near(panel(traces, 'output').z[i][j], maps[channel], `output[${i}, ${j}]`);
          near(result(arithmetic(traces)), maps[channel], `arithmetic of output[${i}, ${j}]`);
        }
      }
    });
  }

  it('writes each kind as one would by hand', () => {
    const line = (kind: PoolingKind, name: string) => {
      const figure = poolingSteps(image, { kind });
      return arithmetic(during(figure, frameNamed(figure, name)));
    };
    assert.equal(line('max', '0, 0'), 'output[0, 0] = max(1, 3, 5, 4) = 5');
    assert.equal(line('average', '0, 0'), 'output[0, 0] = (1 + 3 + 5 + 4) / 4 = 3.25');
    assert.equal(line('l2', '1, 0'), 'output[1, 0] = √(0² + 2² + 1² + 1²) ≈ 2.45');
    assert.equal(line('l2', '1, 1'), 'output[1, 1] = √(9² + 6² + 7² + (−8)²) ≈ 15.2');
  });

  it('shows the values under the window, and marks the winner of max', () => {
    const figure = poolingSteps(image, { kind: 'max' });
    const frame = frameNamed(figure, '1, 1');
    assert.deepEqual(panel(during(figure, frame), 'window').z, [
      [9, 6],
      [7, -8],
    ]);
    assert.deepEqual(covered(frame.data[2]), { rows: [2, 3], columns: [2, 3] }, 'the window');
    assert.deepEqual(covered(frame.data[3]), { rows: [0, 0], columns: [0, 0] }, 'the winner');
    assert.deepEqual(poolingSteps(image, { kind: 'average' }).frames?.[0].data[3], { x: [], y: [] });
  });

  it('leaves the padding out of the arithmetic', () => {
    const figure = poolingSteps([[1, 2, 6]], { kind: 'average', size: [1, 2], padding: 'same' });
    const traces = during(figure, frameNamed(figure, '0, 1'));
    assert.equal(arithmetic(traces), 'output[0, 1] = (6) / 1 = 6');
    assert.deepEqual(panel(traces, 'window').z, [[6, null]]);
  });

  it('ends with the whole output of pool2d, for large images too, in few bytes', () => {
    const photo = scene(64, 48);
    const figure = poolingSteps(photo, { kind: 'average', size: 3 });
    const names = figure.frames?.map(({ name }) => name) ?? [];
    const last = panel(during(figure, frameNamed(figure, names.at(-1) ?? '')), 'output');
    const expected = pool2d(photo, { kind: 'average', size: 3 });
    assert.equal(names.at(-1), '20, 15');
    const differences = expected.flatMap((row, i) =>
      row.map(([value], j) => Math.abs((last.z[i][j] ?? Infinity) - value)),
    );
    assert.ok(Math.max(...differences) < 0.01);
    assert.ok(JSON.stringify(figure).length < 300_000);
    assert.match(figure.alt, /Average pooling: a 3 × 3 window stops at 336 places of a 64 × 48 image/);
  });

  it('says what is wrong', () => {
    assert.throws(() => poolingSteps(image, { kind: 'mean' as never }), /kind must be max, average, l2; got "mean"/);
    assert.throws(() => poolingSteps(image, { size: 5 }), /does not fit/);
    assert.throws(() => poolingSteps([] as never), UserError);
  });
});

function poolingCases(): PoolingCase[] {
  const cases = reference<PoolingCase>('pooling');
  assert.ok(cases.length >= 20);
  return cases;
}

/** Three digits are shown. */
function near(got: number | null, expected: number, what: string): void {
  const close = got !== null && Math.abs(got - expected) <= 1e-5 + 0.006 * Math.abs(expected);
  assert.ok(close, `${what}: ${got}, expected ${expected}`);
}
