/** What code cells print and show as tables has its texts in every language. */
import assert from 'node:assert';
import { join } from 'node:path';
import { test } from 'node:test';
import { readMessages } from '../../../lib/src/languages/catalog';
import { inLanguage } from '../../../lib/src/languages/say';
import { sayTable } from '../../../lib/src/languages/say-table';
import { languages, translationsFolder } from '../../../lib/src/languages/translations';
import { type Piece, piecesIn, printedPieces } from './printed-literals';
import { placesOf } from './texts';

/** What stays as it is in all languages. */
const stays = new Set([
  // code and its names
  ...['YOUR CODE HERE', 'gradient, TensorFlow.js', 'shortcuts', 'mAP', 'mAP@0.5', 'mAP@0.75', 'BLEU', 'MAE', 'MASE'],
  ...['en', 'of', 'p₁ … p₄', 'dB'],
  // names of networks, of classes and of photos
  ...['ResNet-18', 'MobileNetV2', 'Wide ResNet-50-2', 'Ankle boot', 'astronaut'],
  // what networks read
  "It wasn't good!!!",
  'A warm and funny film with a wonderful cast; it is never dull.',
  'The plot is predictable, the jokes are stale, and the actors look bored.',
  'It is not a bad film, but I would not want to see it again.',
  'We do not have the black picture now.',
  'Does she like this strange red car?',
  'My young cats are quiet.',
  'I like pizza.',
  // texts of figures that lie in a variable, and of HTML that a cell makes itself
  'Before training',
  'Inputs of the last sigmoid layer during training',
  'The same two trainings, mean of eight batches',
  ...['training voice', 'held-out voice', 'seven, said by', 'as it is', 'a digit as it is, and changed'],
]);

const pieces = printedPieces();

test('texts of calls are found, heads of rows, and prose that is printed later', () => {
  assert.ok(pieces.length > 800, `only ${pieces.length}`);
  assert.deepEqual(
    piecesIn(`
      const words = n > 1 ? 'beats it' : 'relu';
      console.log(\`loss \${n} of\\n \${words} here\`, 'done');
      await table(rows.map(({ a }) => ({ a, 'output shape': cost({ kernel: 'same' }) })), { caption: 'A net' });
      show(bars({ title: 'A bar' }));
    `),
    [
      { text: 'beats it', isHead: false },
      { text: 'loss', isHead: false },
      { text: 'of', isHead: false },
      { text: 'here', isHead: false },
      { text: 'done', isHead: false },
      { text: 'a', isHead: true },
      { text: 'output shape', isHead: true },
      { text: 'same', isHead: false },
      { text: 'A net', isHead: false },
    ],
  );
});

for (const { code } of languages()) {
  const read = (name: string) => readMessages(join(translationsFolder, code, `${name}.json`));
  const printed = ['lines', 'heads', 'cells'].map((name) => read(`printed/${name}`));
  const figures = read('figures');
  const texts = [...printed, figures].flatMap((catalog) =>
    [...catalog.keys()].flatMap((key) => key.split(/\{\w+\}|\n/)),
  );

  /** A head is said, or has the same text in this language; any other piece is said as a cell, or stands in a longer text. */
  const isKnown = ({ text, isHead }: Piece): boolean => {
    const [column] = inLanguage(code, () => sayTable(asTable(text))).columns;
    if (isHead) return column.name !== text || printed[1].has(text) || figures.has(text);
    return column.cells[0] !== text || texts.some((longer) => standsIn(text, longer));
  };

  test(`${code}: all that code cells print or show in tables is translated`, () => {
    const missing = pieces.filter((piece) => !stays.has(piece.text) && !isKnown(piece));
    assert.deepEqual([...new Set(missing.map(({ text, where }) => `${where}: ${text}`))], []);
  });

  test(`${code}: a translation has the places of its English text`, () => {
    for (const [text, found] of printed.flatMap((catalog) => [...catalog]))
      for (const translated of typeof found === 'string' ? [found] : Object.values(found))
        if (!text.endsWith(': {rawCells}')) assert.deepEqual(placesOf(translated), placesOf(text), text);
  });

  test(`${code}: a text that depends on a number has a place for it, and the forms of the language`, () => {
    const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    for (const [text, found] of printed.flatMap((catalog) => [...catalog])) {
      if (typeof found === 'string') continue;
      assert.ok(placesOf(text).includes('n'), text);
      assert.ok(
        Object.keys(found).every((form) => categories.includes(form as never)),
        text,
      );
    }
  });
}

const asTable = (text: string) => ({ columns: [{ name: text, cells: [text], numeric: false }] });

/** As a whole word or more; what is between quotes often ends with a mark that the longer text has elsewhere. */
function standsIn(text: string, longer: string): boolean {
  const words = text.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, 'u').test(longer);
}
