import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readMessages } from '../../../lib/src/languages/catalog';
import { inLanguage } from '../../../lib/src/languages/say';
import { sayFigure } from '../../../lib/src/languages/say-figure';
import { sayParts } from '../../../lib/src/languages/say-parts';
import { languages, translationsFolder } from '../../../lib/src/languages/translations';
import {
  activationCurves,
  comparison,
  convolutionSteps,
  type Figure,
  tokenSaliency,
} from '../../../lib/src/visualizers';
import { literalsIn } from './literals';
import { placesOf } from './texts';

const image = Array.from({ length: 4 }, (_, y) => Array.from({ length: 4 }, (_, x) => [y + x]));
const steps = convolutionSteps(
  image,
  [
    [
      [1, 0],
      [0, -1],
    ],
  ].flat(),
  { stride: 1 },
);
const figures: Record<string, Figure> = {
  steps,
  curves: activationCurves(['relu', 'tanh']),
  bars: comparison([{ name: 'LeNet-5', accuracy: [0.88, 0.89] }]),
};

const titleOf = ({ layout }: Figure): string => {
  const { title } = layout as { title?: string | { text?: string } };
  return (typeof title === 'string' ? title : title?.text) ?? '';
};

test('a figure made for a reader of English is the very figure', () => {
  for (const figure of Object.values(figures)) {
    const before = JSON.stringify(figure);
    assert.equal(sayFigure(figure), figure);
    inLanguage('fr', () => sayFigure(figure));
    assert.equal(JSON.stringify(figure), before, 'and it stays so after somebody else has read it in French');
  }
});

test('titles, buttons, sliders and hover texts are in the language of the reader; names of frames stay', () => {
  const [said, curves] = inLanguage('fr', () => [sayFigure(figures.steps), sayFigure(figures.curves)]);
  assert.match(titleOf(figures.steps), /^Convolution: a 2 × 2 kernel slides over the image/);
  assert.match(titleOf(said), /^Convolution\u00a0: un noyau 2 × 2 glisse sur l'image/);
  assert.equal(titleOf(curves), "Fonctions d'activation et leurs dérivées");
  assert.match(JSON.stringify(said.layout), /▶ Lecture/);
  assert.doesNotMatch(JSON.stringify(said.layout), /▶ Play/);
  assert.deepEqual(
    said.frames?.map(({ name }) => name),
    figures.steps.frames?.map(({ name }) => name),
  );
  assert.equal(said.data.length, figures.steps.data.length);
});

test('numbers, shapes and pixels of a figure stay as they are', () => {
  const said = inLanguage('fr', () => sayFigure(figures.bars));
  const numbers = (figure: Figure): unknown => JSON.stringify(figure.data.map(({ x, y, z, type }) => [x, y, z, type]));
  assert.equal(numbers(said), numbers(figures.bars));
  assert.deepEqual([said.layout.width, said.layout.height], [figures.bars.layout.width, figures.bars.layout.height]);
});

test('words that a network has read are no words of the figure', () => {
  const figure = tokenSaliency([{ words: ['right', 'input', 'students'], values: [0.1, 0.5, -0.2] }]);
  const said = JSON.stringify(inLanguage('fr', () => sayFigure(figure)));
  for (const word of ['right', 'input', 'students']) assert.ok(said.includes(word), word);
});

for (const { code } of languages()) {
  const messages = readMessages(join(translationsFolder, code, 'figures.json'));

  test(`${code}: the texts of figures have the places of their English texts`, () => {
    for (const [text, translated] of messages) {
      assert.equal(typeof translated, 'string', text);
      assert.deepEqual(placesOf(String(translated)), placesOf(text), text);
    }
  });

  test(`${code}: every text of figures stands in a visualizer or in a notebook`, () => {
    const written = literalsIn();
    const stale = [...messages.keys()].filter((text) => !written.some((one) => one.includes(partOf(text))));
    assert.deepEqual(stale, []);
  });
}

/** The longest piece between places and line ends: a figure may put a text together from several. */
function partOf(text: string): string {
  const pieces = text.split(/\{\w+\}|[^\p{L}\d ]|\d+|(?<=[a-z]) (?=[a-z])/u).map((piece) => piece.trim());
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}

test('the titles of every chapter that is in French are in French', () => {
  const messages = readMessages(join(translationsFolder, 'fr', 'figures.json'));
  const missing: string[] = [];
  for (const name of [
    '01-introduction',
    '02-fundamentals',
    '03-building-cnns',
    '04-fine-tuning',
    '05-improving-performance',
    '06-case-studies',
    '07-future',
  ]) {
    const { cells } = JSON.parse(readFileSync(join(translationsFolder, '..', 'notebooks', `${name}.ipynb`), 'utf8'));
    for (const { cell_type, source } of cells as { cell_type: string; source: string | string[] }[]) {
      if (cell_type !== 'code') continue;
      for (const [, title] of [source]
        .flat()
        .join('')
        .matchAll(/\btitle: '([^'\\]+)'/g))
        if (/ [a-z]{3}/.test(title) && sayParts(title, messages) === title) missing.push(`${name}: ${title}`);
    }
  }
  assert.deepEqual(missing, []);
});
