/** Expected and got side by side: small maps as numbers with the wrong ones marked, large ones as pictures. */
import { say } from '../languages/say';
import type { Matrix } from '../maths/shapes';
import { colours } from '../visualizers/colours';
import { pngDataUri } from '../visualizers/png';
import { inNumbers, shapeOf } from './describe';
import type { Data, Given } from './wire';

/** Maps up to this size are shown as numbers. */
const gridLimit = 6;
/** Height of a picture on the page, in pixels. */
const pictureHeight = 96;

/**
 * Nothing if the two are no maps of numbers. The first channel is shown.
 * @param largeOnly leaves out maps that would be shown as numbers
 */
export function pictureRow(expected: Data, got: Given, largeOnly = false): string {
  const wanted = mapOf(expected as Given);
  const given = mapOf(got);
  if (!wanted || !given) return '';
  const [height, width] = [Math.max(wanted.length, given.length), Math.max(wanted[0].length, given[0].length)];
  if (height < 2 && width < 2) return '';
  const small = height <= gridLimit && width <= gridLimit;
  if (small && largeOnly) return '';
  const shown = small ? numbers : picture;
  const limits = range(wanted);
  const channels = shapeOf(expected as Given)?.[2] ?? 1;
  const note = channels > 1 ? say(', channel 0') : '';
  const same = wanted.length === given.length && wanted[0].length === given[0].length;
  const other = same ? wanted : undefined;
  const block = (label: string, body: string): string =>
    `<div><div style="font-size:smaller;opacity:.8">${label}${note}</div>${body}</div>`;
  return `<div style="display:flex;gap:20px;flex-wrap:wrap;margin:4px 0">${block(say('expected'), shown(wanted, limits, undefined))}${block(say('got'), shown(given, limits, other))}</div>`;
}

/** A matrix, or the first channel of an image. */
function mapOf(value: Given): Matrix | undefined {
  const shape = shapeOf(value);
  if (!shape || shape.includes(0) || shape.length < 2 || shape.length > 3) return undefined;
  if (shape[0] > 512 || shape[1] > 512) return undefined;
  return shape.length === 2 ? (value as Matrix) : (value as number[][][]).map((row) => row.map((pixel) => pixel[0]));
}

function range(map: Matrix): [number, number] {
  const values = map.flat().filter(Number.isFinite);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low < high ? [low, high] : [low - 1, low + 1];
}

function picture(map: Matrix, [min, max]: [number, number]): string {
  const uri = pngDataUri(map, { scale: 'value', min, max });
  const size = `${map.length}×${map[0].length}`;
  return `<img src="${uri}" alt="${say('{size} map', { size })}" style="height:${pictureHeight}px;image-rendering:pixelated;border:1px solid ${colours.grid}">`;
}

function numbers(map: Matrix, _limits: [number, number], wanted: Matrix | undefined): string {
  const rows = map.map((row, y) => {
    const cells = row.map((value, x) => {
      const wrong = wanted && !(Math.abs(value - wanted[y][x]) <= 1e-4 * (1 + Math.abs(wanted[y][x])));
      const mark = wrong ? `box-shadow:inset 0 0 0 2px ${colours.output};font-weight:600;` : '';
      return `<td style="${mark}padding:1px 6px;text-align:right;border:1px solid ${colours.grid}">${inNumbers(Number(value.toPrecision(3)))}</td>`;
    });
    return `<tr style="background:transparent">${cells.join('')}</tr>`;
  });
  return `<table style="border-collapse:collapse;font-size:smaller;font-variant-numeric:tabular-nums">${rows.join('')}</table>`;
}
