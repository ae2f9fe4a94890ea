import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conv2d, kernels, type Matrix, ShapeError, toFilters } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';
import { convolutionSteps } from '../../../lib/src/visualizers/convolution-steps';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { reference } from '../maths/reference';
import { arithmetic, covered, during, frameNamed, panel, result } from './frames';
import { scene } from './image-figures';
import { bar, ripple } from './step-figures';

interface ConvolutionCase {
  name: string;
  inputShape: number[];
  input: number[][][] | number[][][][];
  filters: number[][][][];
  bias: number[];
  strides: [number, number];
  dilation: [number, number];
  padding: 'valid' | 'same';
  output: number[][][] | number[][][][];
}

const oneChannelCases = reference<ConvolutionCase>('conv2d').filter(({ inputShape }) => inputShape.at(-1) === 1);

describe('convolutionSteps', () => {
  it('has one-channel reference cases to be held against', () => assert.ok(oneChannelCases.length >= 4));

  for (const reference of oneChannelCases) {
    it(`shows the output of PyTorch and TensorFlow: ${reference.name}`, () => {
      const batched = reference.inputShape.length === 4;
      const image = (batched ? reference.input[0] : reference.input) as number[][][];
      const expected = (batched ? reference.output[0] : reference.output) as number[][][];
      const kernel = reference.filters.map((row) => row.map((weights) => weights[0][0]));
      const { strides: stride, dilation, padding } = reference;
      const figure = convolutionSteps(image, kernel, { stride, dilation, padding });
      assert.equal(figure.frames?.length, expected.length * expected[0].length, 'a frame for each position');
      const numbered = panel(figure.data, 'input').text !== undefined;
      const colourStep = Math.max(...expected.flat(2).map(Math.abs)) / 50; // without numbers, colours are enough
      for (const [name, value] of cells(expected)) {
        const [i, j] = name.split(', ').map(Number);
        const traces = during(figure, frameNamed(figure, name));
        const sum = value - reference.bias[0];
        const tolerance = 1e-5 + 0.006 * Math.abs(sum); // three digits are shown
        near(panel(traces, 'output').z[i][j], sum, numbered ? tolerance : colourStep, `output[${name}]`);
        near(result(arithmetic(traces)), sum, tolerance, `arithmetic of output[${name}]`);
        const products = panel(traces, 'window').z.flat() as number[];
        near(total(products), sum, 0.005 * total(products.map(Math.abs)) + 1e-5, 'sum of the products');
      }
    });
  }

  it('writes value × weight, the products and their sum as one would by hand', () => {
    const image = [
      [1, 2, 0],
      [0, 1, 3],
      [2, 1, 1],
    ];
    const figure = convolutionSteps(image, [
      [1, -1],
      [0, 2],
    ]);
    const first = during(figure, frameNamed(figure, '0, 0'));
    assert.deepEqual(panel(first, 'window').text, [
      ['1 × 1<br>= 1', '2 × −1<br>= −2'],
      ['0 × 0<br>= 0', '1 × 2<br>= 2'],
    ]);
    assert.equal(arithmetic(first), 'output[0, 0] = 1 − 2 + 0 + 2 = 1');
    assert.deepEqual(panel(first, 'input').text, [
      ['1', '2', '0'],
      ['0', '1', '3'],
      ['2', '1', '1'],
    ]);
  });

  it('says ≈ where it rounds', () => {
    const third = during(...firstFrame(convolutionSteps([[1, 1]], [[1 / 3, 1 / 3]])));
    assert.equal(arithmetic(third), 'output[0, 0] = 0.33 + 0.33 ≈ 0.667');
  });

  it('fills the output up to the current cell, and no further', () => {
    const figure = convolutionSteps(bar, kernels.sobelX);
    const output = panel(during(figure, frameNamed(figure, '1, 2')), 'output');
    assert.deepEqual(
      output.z.map((row) => row.map((value) => value !== null)),
      [
        [true, true, true, true],
        [true, true, true, false],
      ],
    );
    assert.deepEqual(
      output.z.flat().filter((value) => value !== null),
      conv2d(cube(bar), toFilters([kernels.sobelX]))
        .flat(2)
        .slice(0, 7),
    );
  });

  it('moves the window by the stride, into the padding', () => {
    const figure = convolutionSteps(ripple, kernels.boxBlur, { padding: 1, stride: 2 });
    const names = figure.frames?.map(({ name }) => name);
    assert.deepEqual(names?.slice(0, 5), ['0, 0', '0, 1', '0, 2', '0, 3', '1, 0']);
    const window = (name: string) => covered(frameNamed(figure, name).data[2]);
    assert.deepEqual(window('0, 0'), { rows: [-1, 1], columns: [-1, 1] });
    assert.deepEqual(window('3, 1'), { rows: [5, 7], columns: [1, 3] });
  });

  it('outlines the cells that a dilated kernel touches, one by one', () => {
    const figure = convolutionSteps(ripple, kernels.laplacian, { dilation: 2 });
    const outline = frameNamed(figure, '0, 0').data[2];
    assert.equal((outline.x as unknown[]).filter((value) => value === null).length, 9);
    assert.deepEqual(covered(outline), { rows: [0, 4], columns: [0, 4] });
  });

  it('shows the channel that it is told to', () => {
    const image = [[[1, 5]], [[2, 6]]];
    const shown = convolutionSteps(image, [[1]], { channel: 1 });
    assert.deepEqual(panel(shown.data, 'input').z, [[5], [6]]);
  });

  it('shows large images without numbers, from the first position to the last, in few bytes', () => {
    const figure = convolutionSteps(scene(64, 64), kernels.sobelX);
    assert.equal(panel(figure.data, 'input').text, undefined);
    assert.equal(panel(figure.data, 'output').text, undefined);
    const names = figure.frames?.map(({ name }) => name) ?? [];
    assert.equal(names[0], '0, 0');
    assert.equal(names.at(-1), '61, 61');
    assert.ok(names.length >= 15 && names.length <= 64, `${names.length} frames`);
    assert.ok(JSON.stringify(figure).length < 300_000);
    const whole = conv2d(scene(64, 64), toFilters([kernels.sobelX]));
    const last = panel(during(figure, frameNamed(figure, '61, 61')), 'output');
    const largest = Math.max(...whole.flat(2).map(Math.abs));
    for (const [name, value] of cells(whole)) {
      const [i, j] = name.split(', ').map(Number);
      near(last.z[i][j], value, largest / 100, name);
    }
  });

  it('keeps to maxSteps', () => {
    const figure = convolutionSteps(bar, kernels.sobelX, { maxSteps: 4 });
    assert.deepEqual(
      figure.frames?.map(({ name }) => name),
      ['0, 0', '0, 3', '3, 0', '3, 3'],
    );
  });

  it('starts on a picture that makes sense: the same as one of its frames, and said in words', () => {
    const figure = convolutionSteps(bar, kernels.sobelX);
    const shown = (figure.layout.sliders as { active: number }[])[0].active;
    assert.deepEqual(figure.data, during(figure, figure.frames?.[shown] ?? assert.fail('no frames')));
    assert.ok(panel(figure.data, 'output').z.flat().length >= 8, 'half of the output is there');
    assert.match(figure.alt, /3 × 3 kernel stops at 16 positions of a 6 × 6 image.*4 × 4 output/);
    assert.ok(figure.alt.includes(arithmetic(figure.data)));
  });

  it('says what is wrong', () => {
    assert.throws(() => convolutionSteps(bar, [[1, 1], [1]]), ShapeError);
    assert.throws(() => convolutionSteps([[1, 2]], kernels.sobelX), /does not fit/);
    assert.throws(() => convolutionSteps(scene(120, 20), kernels.sobelX), /120 × 20 cells.*up to 96 × 96/);
    assert.throws(() => convolutionSteps(scene(8, 8), kernels.sobelX, { channel: 3 }), UserError);
    assert.throws(() => convolutionSteps(bar, kernels.sobelX, { strides: 2 } as never), /"strides"/);
    assert.throws(() => convolutionSteps(bar, kernels.sobelX, { maxSteps: 0 }), /maxSteps/);
  });
});

function cube(matrix: Matrix) {
  return matrix.map((row) => row.map((value) => [value]));
}

function firstFrame(figure: Figure) {
  return [figure, figure.frames?.[0] ?? assert.fail('no frames')] as const;
}

/** `['row, column', value]` of the first feature map. */
function cells(maps: number[][][]): [string, number][] {
  return maps.flatMap((row, i) => row.map(([value], j): [string, number] => [`${i}, ${j}`, value]));
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function near(got: number | null, expected: number, tolerance: number, what: string): void {
  assert.ok(got !== null && Math.abs(got - expected) <= tolerance, `${what}: ${got}, expected ${expected}`);
}
