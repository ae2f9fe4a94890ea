import assert from 'node:assert';
import { test } from 'node:test';
import { chaptersNamed } from '../../../lib/src/cli/book/chapters';

test('words name chapters, in the order of the course, each with its translations', () => {
  const named = chaptersNamed(['03', '2', 'building-cnns']);
  assert.deepEqual(
    named.map(({ name }) => name),
    ['02-fundamentals', '03-building-cnns'],
  );
  assert.deepEqual([...named[0].notebooks.keys()], ['en', 'fr']);
  assert.deepEqual([...named[0].exercises.keys()], ['en', 'fr']);
  assert.equal(chaptersNamed([]).length, 7);
});

test('a word that names no chapter is told in one sentence', () => {
  assert.throws(
    () => chaptersNamed(['fundamentls']),
    /There is no notebook "fundamentls"\. Did you mean fundamentals\?/,
  );
  assert.throws(() => chaptersNamed(['fr/02']), /made of the English chapters in notebooks\//);
  assert.throws(() => chaptersNamed(['exercises/02-fundamentals.ipynb']), /made of the English chapters/);
});
