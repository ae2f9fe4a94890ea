/** Every text of every kind of figure, in French: what is left of English is found. */
import assert from 'node:assert';
import { join } from 'node:path';
import { test } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { readMessages } from '../../../lib/src/languages/catalog';
import { inLanguage } from '../../../lib/src/languages/say';
import { sayFigure } from '../../../lib/src/languages/say-figure';
import { translationsFolder } from '../../../lib/src/languages/translations';
import type { Figure } from '../../../lib/src/visualizers';
import { allFigures } from '../visualizers/all-figures';
import { classFigures } from '../visualizers/class-figures';

/** Keys of a figure whose strings a reader sees or hears. */
const shown = new Set([
  'alt',
  'hovertemplate',
  'hovertext',
  'label',
  'name',
  'prefix',
  'suffix',
  'text',
  'ticktext',
  'title',
]);
const notShown = new Set(['args', 'customdata', 'ids', 'images', 'source', 'x', 'y', 'z', 'frames']);

function textsOf(value: unknown, isText = false): string[] {
  if (typeof value === 'string') return isText ? [value] : [];
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || inTypewriter(value)) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => textsOf(entry, isText));
  return Object.entries(value).flatMap(([key, entry]) => (notShown.has(key) ? [] : textsOf(entry, shown.has(key))));
}

/** What a network read stays as it is. */
const inTypewriter = (part: object): boolean =>
  /"family":"[^"]*mono/i.test(JSON.stringify({ ...part, data: 0, layout: 0 }).slice(0, 2000));

const words = (text: string): string[] => text.toLowerCase().match(/(?<![\p{L}\d_])\p{L}{2,}(?![\p{L}\d_])/gu) ?? [];
const messages = readMessages(join(translationsFolder, 'fr', 'figures.json'));
const french = new Set([...messages.values()].flatMap((text) => words(String(text))));

/** Words of the English texts that no French text has, and the small words that any English text has. */
const english = new Set(
  [
    ...[...messages.keys()].flatMap(words),
    ...'of the with from and to at in for each is are by its than that which'.split(' '),
  ].filter((word) => !french.has(word)),
);

/** Names of data and of code, which are the same in all languages, and words that a network read. */
const names =
  /T-shirt\/top|Trouser|Pullover|Dress|Coat|Sandal|Shirt|Sneaker|Bag|Ankle boot|sigmoid|space shuttle|Points alone|\((Add|Flatten)\)|Cats and dogs|a class with a long, long (name|…)|end of sentence/giu;
const read = /"[^"]*"|«[^»]*»|[^<]+ ← \S+|a surtout regardé \S+|le plus (pour|contre) : [^;]*/gu;

const left = (figure: Figure): string[] =>
  textsOf(figure).filter((text) =>
    words(
      text
        .replace(/%?\{[^}]*\}/g, ' ')
        .replaceAll('\u00a0', ' ')
        .replace(names, ' ')
        .replace(read, ' '),
    ).some((word) => english.has(word)),
  );

test('English is found where there is any', () => {
  const figure = (alt: string): Figure => ({ data: [], layout: { width: 1, height: 1 }, alt });
  assert.equal(left(figure('Losses at the end: SGD 0.1.')).length, 1);
  assert.equal(left(figure('Pertes à la fin : SGD 0,1.')).length, 0);
});

// figures about classes are for teachers, and full of names
for (const [name, make] of Object.entries(allFigures).filter(([one]) => !Object.hasOwn(classFigures, one))) {
  test(`${name}: no text is left in English, and no number with a point`, () => {
    const said = inLanguage('fr', () => sayFigure(make()));
    assert.deepEqual(left(said), []);
    const points = textsOf(said).filter((text) => /(?<![\p{L}\d.:_])\d+\.\d/u.test(text.replace(/%\{[^}]*\}/g, '')));
    assert.deepEqual(points, []);
    assert.equal(said.layout.separators, ',\u202f');
  });
}

test('Plotly writes the numbers of axes with a decimal comma', async () => {
  const { 'precision-recall': make } = allFigures;
  const ticks = async (figure: Figure): Promise<string[]> =>
    [...(await toSvg(figure)).matchAll(/<text[^>]*>([^<]*\d[^<]*)<\/text>/g)].map(([, text]) => text);
  assert.ok((await ticks(make())).some((text) => /^0\.\d$/.test(text)));
  const said = await ticks(inLanguage('fr', () => sayFigure(make())));
  assert.ok(said.some((text) => /^0,\d$/.test(text)));
  assert.deepEqual(
    said.filter((text) => /\d\.\d/.test(text)),
    [],
  );
});
