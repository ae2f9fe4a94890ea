/** Figures become files of their own, which languages share where they are the same: a picture, and a script with the data of the interactive figure. */
import { createHash } from 'node:crypto';
import { attribute, type Element, elements, type Parent, replace, setAttribute, texts } from './dom';

const pictureData = 'data:image/svg+xml;base64,';

/**
 * Takes the figures out of a page.
 * @param folder where the files will lie, as the page sees it, with a slash at the end
 * @returns the files by their names
 */
export function takeFigures(parent: Parent, folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const figure of elements(parent, ({ tagName }) => tagName !== 'figure')) {
    if (figure.tagName === 'figure') takeFigure(figure, folder, files);
  }
  return files;
}

function takeFigure(figure: Element, folder: string, files: Map<string, string>): void {
  const image = [...elements(figure)].find(({ tagName }) => tagName === 'img');
  const source = image && attribute(image, 'src');
  if (!image || !source?.startsWith(pictureData)) return;
  const svg = Buffer.from(source.slice(pictureData.length), 'base64').toString('utf8');
  const script = [...elements(figure)].find(({ tagName }) => tagName === 'script');
  const plot = script && [...texts(script)].map(({ value }) => value).join('');
  const name = createHash('sha256')
    .update(svg)
    .update(plot ?? '')
    .digest('hex')
    .slice(0, 16);
  files.set(`${name}.svg`, svg);
  setAttribute(image, 'src', `${folder}${name}.svg`);
  setAttribute(image, 'loading', 'lazy');
  for (const side of ['width', 'height'] as const) {
    const pixels = new RegExp(`^<svg[^>]*\\s${side}="([\\d.]+)`).exec(svg)?.[1];
    if (pixels !== undefined) setAttribute(image, side, String(Math.round(Number(pixels))));
  }
  if (!script) return;
  replace(script, []);
  // A script, since a page that was opened as a file may not fetch data.
  files.set(`${name}.js`, `convolabBook.figure(${JSON.stringify(name)},${plot});\n`);
  setAttribute(figure, 'data-figure', `${folder}${name}.js`);
}
