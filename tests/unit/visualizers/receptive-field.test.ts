import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conv2d, type LayerGeometry, makeFilters, makeImage } from '../../../lib/src/maths';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { receptiveField } from '../../../lib/src/visualizers/receptive-field';
import { rowsOf } from '../../../lib/src/visualizers/receptive-rows';
import { reference } from '../maths/reference';
import { lenet } from './step-figures';

interface StackCase {
  name: string;
  kind: string;
  n: number;
  layers: {
    kernel: number;
    stride: number;
    pad: number;
    dilation: number;
    output: number;
    receptiveField: number;
    jump: number;
    firstCenter: number;
  }[];
}

describe('receptiveFieldFigure', () => {
  for (const stack of reference<StackCase>('geometry').filter(({ kind }) => kind === 'receptiveField')) {
    it(`writes and places what the reference says: ${stack.name}`, () => {
      const layers = stack.layers.map(({ kernel, stride, pad, dilation }) => ({
        kernel,
        stride,
        padding: pad,
        dilation,
      }));
      const rows = rowsOf(layers, stack.n).slice(1);
      const texts = sideTexts(receptiveField(layers, { inputSize: stack.n })).slice(1);
      stack.layers.forEach((layer, index) => {
        assert.equal(rows[index].count, layer.output);
        assert.equal(rows[index].jump, layer.jump);
        assert.equal(rows[index].first, layer.firstCenter);
        assert.match(texts[index], new RegExp(`^${layer.output} units?, ${layer.jump} px apart`));
        assert.ok(texts[index].includes(`${layer.receptiveField} × ${layer.receptiveField}`));
      });
    });
  }

  it('highlights exactly the pixels that change the output, as convolving with ones shows', () => {
    const layers: LayerGeometry[] = [
      { kernel: 3, dilation: 2 },
      { kernel: 2, stride: 2 },
      { kernel: 3, padding: 1 },
    ];
    const size = 16;
    const rows = rowsOf(layers, size);
    const [unit] = rows[layers.length].field;
    const seen = Array.from({ length: size }, (_, pixel) => pixel).filter((pixel) =>
      responds(layers, size, pixel, unit),
    );
    assert.deepEqual(
      rows[0].field.filter((pixel) => pixel >= 0 && pixel < size),
      seen,
    );
  });

  it('draws units of LeNet-5: 32 pixels of which 16 are seen, and one output unit', () => {
    const figure = receptiveField(lenet, { inputSize: 32 });
    assert.equal(filled(figure, 0), 16);
    assert.equal(filled(figure, 4), 1);
    assert.equal(outlined(figure, 0), 16);
    assert.equal(outlined(figure, 4), 4);
    assert.match(figure.alt, /one unit of pool 2 is followed back to the 16 pixels/);
    assert.match(figure.alt, /5, 6, 14, 16; neighbouring units of pool 2 see fields 4 pixels apart/);
    assert.match(JSON.stringify(figure.layout.title), /One unit of pool 2 sees 16 × 16 pixels of the input/);
  });

  it('draws 3, 5 and 7 for three 3 × 3 convolutions, with three output units where no size is given', () => {
    const figure = receptiveField([{ kernel: 3 }, { kernel: 3 }, { kernel: 3 }]);
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => filled(figure, row)),
      [7, 5, 3, 1],
    );
    assert.equal(outlined(figure, 3), 2);
  });

  it('draws long rows as bars, and stays small', () => {
    const figure = receptiveField(
      Array.from({ length: 5 }, () => ({ kernel: 3, padding: 1 })),
      { inputSize: 224 },
    );
    assert.ok(!figure.data.some(({ mode }) => mode === 'markers'));
    assert.ok(JSON.stringify(figure).length < 20_000);
  });

  it('says what is wrong', () => {
    assert.throws(() => receptiveField([]), /at least one layer/);
    assert.throws(() => receptiveField([{ kernel: 5 }], { inputSize: 4 }), /does not fit/);
    assert.throws(() => receptiveField([{ kernel: 3, strides: 2 } as never]), /"strides"/);
  });
});

/** Whether unit `unit` at the end of the stack changes when `pixel` does: by `conv2d` with weights of one. */
function responds(layers: LayerGeometry[], size: number, pixel: number, unit: number): boolean {
  let image = makeImage(1, size, 1, (_, x) => (x === pixel ? 1 : 0));
  for (const { kernel, stride = 1, padding = 0, dilation = 1 } of layers) {
    const ones = makeFilters(1, kernel, 1, 1, () => 1);
    image = conv2d(image, ones, { stride: [1, stride], padding: [0, padding], dilation: [1, dilation] });
  }
  return image[0][unit][0] > 0;
}

function squares(figure: Figure, row: number, symbol: string): number {
  const list = figure.data.filter(
    ({ mode, marker }) => mode === 'markers' && (marker as { symbol: string }).symbol === symbol,
  );
  return list.flatMap(({ y }) => y as number[]).filter((level) => level === row).length;
}

function filled(figure: Figure, row: number): number {
  return squares(figure, row, 'square');
}

function outlined(figure: Figure, row: number): number {
  return squares(figure, row, 'square-open');
}

/** The text at the right of each row, from the input up. */
function sideTexts(figure: Figure): string[] {
  const texts = figure.data.filter(({ mode }) => mode === 'text');
  return texts[1].text as string[];
}
