import assert from 'node:assert';
import { test } from 'node:test';
import { isKernel } from '../../../lib/src/languages/kernel';
import { alwaysIn, inLanguage, language, say } from '../../../lib/src/languages/say';

test('a kernel of tslab is known by how it was started', () => {
  assert.ok(
    isKernel(['/usr/bin/node', '/course/node_modules/tslab/bin/tslab', 'kernel', '--config-path', '/tmp/1.json']),
  );
  assert.ok(!isKernel(['/usr/bin/node', '/course/lib/bin/convolab.js', 'run', '02']));
  assert.ok(!isKernel());
});

test('what the process always speaks holds for all work that names no language', () => {
  alwaysIn('fr');
  try {
    assert.deepEqual([language(), say('Hint.')], ['fr', 'Indice.']);
    assert.equal(
      inLanguage('en', () => say('Hint.')),
      'Hint.',
    );
  } finally {
    alwaysIn('en');
  }
  assert.equal(say('Hint.'), 'Hint.');
});
