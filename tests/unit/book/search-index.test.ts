import assert from 'node:assert';
import { test } from 'node:test';
import MiniSearch from 'minisearch';
import { entriesOf, searchScript } from '../../../lib/src/cli/book/search-index';
import { indexOptions, plainTerm, type SearchEntry } from '../../../lib/src/cli/book/search-options';

const section = (id: string, title: string, text: string, code = '', level = 2) => ({ id, level, title, text, code });

/** The index as a page gets it: by running the script. */
function received(entries: SearchEntry[]): { language: string; find(words: string): string[] } {
  let got: { language: string; index: MiniSearch<SearchEntry> } | undefined;
  new Function('convolabBook', searchScript('fr', entries))({
    index: (language: string, data: never) => {
      got = { language, index: MiniSearch.loadJS<SearchEntry>(data, indexOptions) };
    },
  });
  assert.ok(got);
  const { language, index } = got;
  return { language, find: (words) => index.search(words).map(({ url }) => url) };
}

const { language, find } = received(
  entriesOf(
    [
      section('title', '3 · Réseaux', 'Un réseau profond.', '', 1),
      section('pool', '3.1 Le pooling', "L'invariance aux décalages </script>", 'pool2d(image, 2)'),
      section('stride', '3.2 Le pas', 'Après le pooling, le pas.'),
    ],
    '3 · Réseaux',
    'fr/03.html',
  ),
);

test('a word is found with and without accents, in capitals, and by its beginning', () => {
  assert.equal(language, 'fr');
  for (const words of ['réseau', 'reseau', 'RÉSEAUX', 'prof']) assert.deepEqual(find(words), ['fr/03.html'], words);
  assert.deepEqual(find('invariance'), ['fr/03.html#pool'], 'after an apostrophe');
  assert.deepEqual(find('invarience'), ['fr/03.html#pool'], 'with a slip');
});

test('a title counts more than text, and text more than code', () => {
  assert.deepEqual(find('pooling'), ['fr/03.html#pool', 'fr/03.html#stride']);
  assert.deepEqual(find('pool2d'), ['fr/03.html#pool']);
});

test('a section has all words that are asked for', () => {
  assert.deepEqual(find('pooling pas'), ['fr/03.html#stride']);
  assert.deepEqual(find('pooling zebra'), []);
});

test('accents fall away, letters stay', () => {
  assert.equal(plainTerm('Décalé Ångström ñ'), 'decale angstrom n');
});
