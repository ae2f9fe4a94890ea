import assert from 'node:assert/strict';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { toSvg } from '../../../lib/src/display/svg';
import type { Figure } from '../../../lib/src/visualizers/figure';

/** A decoded picture; `at` gives red, green and blue of 0…255 of the pixel that a place lies in. */
export interface Picture {
  width: number;
  height: number;
  at(x: number, y: number): [number, number, number];
}

/** Decodes a PNG data URI with Skia's decoder, which shares no code with our encoder. */
export async function decode(uri: string): Promise<Picture> {
  const image = await loadImage(Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64'));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const at = (x: number, y: number): [number, number, number] => {
    const i = 4 * (Math.floor(y) * image.width + Math.floor(x));
    return [data[i], data[i + 1], data[i + 2]];
  };
  return { width: image.width, height: image.height, at };
}

/** The pictures of a figure's layout: where they lie, in the units of its axes, and their data. */
export function pictures(figure: Figure): { source: string; x: number; y: number; sizex: number; sizey: number }[] {
  return (figure.layout.images ?? []) as ReturnType<typeof pictures>;
}

/** The words of an SVG, in order: what a reader sees written. */
export function words(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map(([, inner]) =>
    inner
      .replace(/<[^>]+>/g, ' ')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** How often a pattern occurs. */
export function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** A relation that holds for all channels within rounding. */
export function near(a: readonly number[], b: readonly number[], tolerance = 1): boolean {
  return a.every((value, i) => Math.abs(value - b[i]) <= tolerance);
}

/** What holds for every figure: it is drawn, says its text, is small, and works on any ground and for any reader. */
export async function checkPicture(figure: Figure, written: readonly string[] = []): Promise<void> {
  const svg = await toSvg(figure);
  assert.ok(/^<svg [^>]*width="\d+" height="\d+"/.test(svg), 'a size in whole pixels');
  const texts = svg
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
  for (const text of written) assert.ok(texts.includes(text), `"${text}" is missing in: ${texts}`);
  // Plotly calls a mark of its legends `legendundefined`
  const withoutPictures = svg.replace(/data:image[^"]*/g, ''); // whose bytes may spell anything
  assert.ok(!/NaN|(?<!legend)undefined|\bnull\b/.test(withoutPictures), 'nothing that is no number');
  assert.ok(svg.length < 300_000, `SVG of ${svg.length} bytes`);
  const { still: _, ...sent } = figure; // the still picture goes as SVG only
  assert.ok(JSON.stringify(sent).length < 300_000, `Plotly JSON of ${JSON.stringify(sent).length} bytes`);
  assert.ok(figure.layout.width <= 820, 'fits beside the side bar of a JupyterLab of 1300 pixels');
  assert.equal(figure.layout.paper_bgcolor, 'rgba(0,0,0,0)');
  assert.ok(figure.alt.length > 60 && figure.alt.endsWith('.'), figure.alt);
}
