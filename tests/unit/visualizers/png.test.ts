import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { random } from '../../../lib/src/maths';
import { pngDataUri } from '../../../lib/src/visualizers/png';
import { cividis, limits, scaleColour, toRaster } from '../../../lib/src/visualizers/raster';
import { coarsen, enlarge, shrink } from '../../../lib/src/visualizers/resample';
import { decode, near } from './picture';

describe('pngDataUri', () => {
  it('writes grey levels that a decoder reads back', async () => {
    const picture = await decode(
      pngDataUri([
        [0, 0.2, 1],
        [0.4, 0.6, 2],
      ]),
    );
    assert.deepEqual([picture.width, picture.height], [3, 2]);
    const row = (y: number) => [0, 1, 2].map((x) => picture.at(x, y));
    assert.deepEqual(row(0), [
      [0, 0, 0],
      [51, 51, 51],
      [255, 255, 255],
    ]);
    assert.deepEqual(row(1), [
      [102, 102, 102],
      [153, 153, 153],
      [255, 255, 255],
    ]);
  });

  it('writes colours of three channels, whatever filters the rows get', async () => {
    const generator = random(5);
    // Rows that suit each filter: noise, a flat row, a horizontal ramp, a copy of the row above, a diagonal ramp.
    const bytes = Array.from({ length: 40 }, (_, y) =>
      Array.from({ length: 23 }, (_, x) => {
        const kind = y % 5;
        if (kind === 0) return [generator.integer(256), generator.integer(256), generator.integer(256)];
        if (kind === 1) return [7, 80, 200];
        if (kind === 2 || kind === 3) return [x * 9, 255 - x * 7, x * 3];
        return [(x + y) * 3, x * 2 + y, 255 - x * 2 - y];
      }),
    );
    const picture = await decode(pngDataUri(bytes.map((row) => row.map((pixel) => pixel.map((byte) => byte / 255)))));
    bytes.forEach((row, y) => {
      row.forEach((pixel, x) => {
        assert.deepEqual(picture.at(x, y), pixel, `pixel ${x}, ${y}`);
      });
    });
  });

  it('shows signed values blue, light grey, orange, symmetrically about zero', async () => {
    const picture = await decode(pngDataUri([[-2, 0, 1, 2]], { scale: 'signed' }));
    assert.ok(near(picture.at(0, 0), [0x00, 0x72, 0xb2]));
    assert.ok(near(picture.at(1, 0), [0xf2, 0xf2, 0xf2], 2));
    assert.ok(near(picture.at(2, 0), [(0xf2 + 0xd5) / 2, (0xf2 + 0x5e) / 2, 0xf2 / 2], 2));
    assert.ok(near(picture.at(3, 0), [0xd5, 0x5e, 0x00]));
  });

  it('takes the limits that it is given', async () => {
    const picture = await decode(pngDataUri([[5, 10]], { scale: 'value', min: 0, max: 20 }));
    assert.ok(near(picture.at(0, 0), scaleColour('value', 0.25), 2));
    assert.ok(near(picture.at(1, 0), scaleColour('value', 0.5), 2));
  });

  it('enlarges pixels to crisp squares', async () => {
    const picture = await decode(
      pngDataUri(
        [
          [0, 1],
          [1, 0],
        ],
        { zoom: 3 },
      ),
    );
    assert.deepEqual([picture.width, picture.height], [6, 6]);
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 6; x++) {
        const white = Math.floor(x / 3) !== Math.floor(y / 3);
        assert.equal(picture.at(x, y)[0], white ? 255 : 0, `pixel ${x}, ${y}`);
      }
    }
  });

  it('draws the lowest colour where a value is not finite, and flat images without a fuss', async () => {
    const picture = await decode(pngDataUri([[Number.NaN, 4, 8, Number.POSITIVE_INFINITY]], { scale: 'value' }));
    assert.ok(near(picture.at(0, 0), scaleColour('value', 0)));
    assert.ok(near(picture.at(2, 0), scaleColour('value', 1)));
    const flat = await decode(pngDataUri([[0, 0]], { scale: 'signed' }));
    assert.ok(near(flat.at(0, 0), [0xf2, 0xf2, 0xf2], 2));
  });

  it('says what is wrong with an image', () => {
    assert.throws(() => pngDataUri([]), { name: 'UserError', message: /at least one pixel/ });
    assert.throws(() => pngDataUri([[1]], { scale: 'rgb' }), {
      name: 'UserError',
      message: /3 channels, got a matrix/,
    });
    assert.throws(() => pngDataUri([[[1, 2]]], { scale: 'rgb' }), { message: /got 2 channels/ });
  });
});

describe('rasters', () => {
  it("has Plotly's own Cividis", () => {
    const source = readFileSync(require.resolve('plotly.js-dist-min/plotly.min.js'), 'utf8');
    const [, stops] = /Cividis:(\[\[.*?\]\])/.exec(source) ?? [];
    const theirs = JSON.parse(stops.replace(/\[\./g, '[0.')) as [number, string][];
    assert.equal(cividis.length, theirs.length);
    theirs.forEach(([position, colour], i) => {
      const bytes = (colour.match(/\d+/g) ?? []).map(Number);
      assert.equal(cividis[i][0], position);
      assert.deepEqual(scaleColour('value', position), bytes);
    });
  });

  it('finds limits over finite values, symmetrical for signed ones', () => {
    const image = [[-1, 3, Number.NEGATIVE_INFINITY, Number.NaN]];
    assert.deepEqual(limits(image, 'value'), { min: -1, max: 3 });
    assert.deepEqual(limits(image, 'signed'), { min: -3, max: 3 });
    assert.deepEqual(limits(image, 'grey'), { min: 0, max: 1 });
    assert.deepEqual(limits([[Number.NaN]], 'value'), { min: 0, max: 0 });
  });

  it('shrinks to means, and leaves small pictures alone', () => {
    const raster = toRaster(
      [
        [0, 40, 80, 80],
        [40, 80, 80, 80],
      ].map((row) => row.map((byte) => byte / 255)),
    );
    assert.deepEqual([...shrink(raster, 2).pixels], [40, 80]);
    assert.equal(shrink(raster, 4), raster);
    assert.deepEqual([...shrink(enlarge(raster, 3), 4).pixels], [...raster.pixels]);
  });

  it('coarsens to as many levels as asked, black and white among them', () => {
    const raster = toRaster([Array.from({ length: 256 }, (_, i) => i / 255)]);
    const levels = new Set(coarsen(raster, 4).pixels);
    assert.deepEqual([...levels], [0, 85, 170, 255]);
  });
});
