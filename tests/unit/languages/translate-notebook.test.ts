import assert from 'node:assert';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { hashOf, headerOf, readBlocks } from '../../../lib/src/languages/blocks';
import { movedLinks } from '../../../lib/src/languages/links';
import { type TextNotebook, translateNotebook } from '../../../lib/src/languages/translate-notebook';

const english: TextNotebook = {
  cells: [
    { cell_type: 'markdown', id: 'title', metadata: { convolab: { role: 'task' } }, source: ['# One\n', '\n', 'Two.'] },
    { cell_type: 'code', id: 'code', metadata: {}, execution_count: 3, outputs: [{}], source: ['const a = 1;'] },
    { cell_type: 'markdown', id: 'end', metadata: {}, source: 'The end.' },
  ],
  metadata: { kernelspec: { name: 'tslab' } },
  nbformat: 4,
};
const title = `${headerOf('title', '# One\n\nTwo.')}\n# Un\n\nDeux.\n`;
const end = `${headerOf('end', 'The end.')}\nFin.\n`;
const options = { language: 'fr', name: 'a.md' };

const translated = (text: string, others?: ReadonlySet<string>): ReturnType<typeof translateNotebook> =>
  translateNotebook(english, readBlocks(text, 'a.md'), { ...options, others });

test('text cells get their translation, everything else stays, results go', () => {
  const { notebook, problems } = translated(`${title}\n${end}`);
  assert.deepEqual(problems, []);
  assert.deepEqual(notebook?.cells, [
    { ...english.cells[0], source: ['# Un\n', '\n', 'Deux.'] },
    { ...english.cells[1], execution_count: null, outputs: [] },
    { ...english.cells[2], source: ['Fin.'] },
  ]);
  assert.deepEqual(notebook?.metadata, { kernelspec: { name: 'tslab' }, lang: 'fr' });
});

test('the hash is the beginning of a SHA-256 of the text in UTF-8', () => {
  assert.equal(
    hashOf('é'),
    createHash('sha256')
      .update(Buffer.from([0xc3, 0xa9]))
      .digest('hex')
      .slice(0, 8),
  );
});

test('what is missing, out of date, empty or unknown is named, and what to do', () => {
  const stale = `<!-- end 00000000 -->\nFin.\n`;
  const cases: [string, RegExp][] = [
    [title, /^a\.md has no block for the cell end: add one below the line <!-- end [0-9a-f]{8} -->\.$/],
    [title + stale, /^a\.md: the English text of the cell end has changed since: translate it anew/],
    [title + end.replace('Fin.', ''), /^a\.md: the block of the cell end is empty/],
    [`${title + end}<!-- other 01234567 -->\nAutre.`, /^a\.md: the English notebook has no text cell other/],
    [`${title + end}<!-- code 01234567 -->\nAutre.`, /^a\.md: the English notebook has no text cell code/],
  ];
  for (const [text, sentence] of cases) {
    const { notebook, problems } = translated(text);
    assert.equal(notebook, undefined);
    assert.equal(problems.length, 1, text);
    assert.match(problems[0], sentence);
  }
  assert.equal(translated('').problems.length, 2);
});

test('a translation may have the cells of teachers, too', () => {
  assert.ok(translated(`${title + end}<!-- for-teachers 01234567 -->\nAutre.`, new Set(['for-teachers'])).notebook);
});

test('text above the first block and a second block of a cell are refused', () => {
  assert.throws(() => readBlocks(`Bonjour\n${title}`, 'a.md'), {
    name: 'UserError',
    message: /^a\.md, line 1: text above/,
  });
  assert.throws(() => readBlocks(title + title, 'a.md'), {
    name: 'UserError',
    message: /line 5: a second block .* title/,
  });
});

test('links lead where they led, from one folder deeper, to the same language where there is one', () => {
  const has = (path: string): boolean => ['notebooks/01-a.ipynb', 'exercises/01-a.ipynb'].includes(path);
  const place = { folder: 'notebooks', language: 'fr', has };
  const cases: [string, string][] = [
    ['[A](../exercises/01-a.ipynb)', '[A](../../exercises/fr/01-a.ipynb)'],
    ['[A](../exercises/02-b.ipynb)', '[A](../../exercises/02-b.ipynb)'],
    ['[A](01-a.ipynb#1.2-B)', '[A](01-a.ipynb#1.2-B)'],
    ['[A](02-b.ipynb)', '[A](../02-b.ipynb)'],
    ['![A](../docs/a.png)', '![A](../../docs/a.png)'],
    ['[A](../docs/a.png "B")', '[A](../../docs/a.png "B")'],
    ['<img src="../docs/a.png">', '<img src="../../docs/a.png">'],
    ['[`exercises/01-a.ipynb`](../exercises/01-a.ipynb)', '[`exercises/fr/01-a.ipynb`](../../exercises/fr/01-a.ipynb)'],
    ['[`exercises/02-b.ipynb`](../exercises/02-b.ipynb)', '[`exercises/02-b.ipynb`](../../exercises/02-b.ipynb)'],
  ];
  for (const [from, to] of cases) assert.equal(movedLinks(from, place), to);
  for (const same of [
    '![A](attachment:a.png)',
    '[A](https://a.org/b)',
    '[A](#B)',
    'x[i](y) stays text'.replace('(y)', ''),
  ]) {
    assert.equal(movedLinks(same, place), same);
  }
  assert.equal(
    movedLinks('[A](../notebooks/01-a.ipynb)', { ...place, folder: 'exercises' }),
    '[A](../../notebooks/fr/01-a.ipynb)',
  );
});
