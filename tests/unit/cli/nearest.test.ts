import assert from 'node:assert';
import { test } from 'node:test';
import { editDistance, nearest } from '../../../lib/src/cli/nearest';

test('the distance counts inserted, deleted, replaced and swapped letters', () => {
  const known: [string, string, number][] = [
    ['', '', 0],
    ['run', 'run', 0],
    ['', 'run', 3],
    ['kitten', 'sitting', 3],
    ['doctor', 'doctro', 1],
    ['check', 'chekc', 1],
    ['ca', 'abc', 3],
  ];
  for (const [a, b, distance] of known) {
    assert.equal(editDistance(a, b), distance, `${a} ${b}`);
    assert.equal(editDistance(b, a), distance, `${b} ${a}`);
  }
});

test('what was probably meant', () => {
  const words = ['doctor', 'run', 'page', 'check', 'release'];
  const meant: Record<string, string | undefined> = {
    docter: 'doctor',
    doc: 'doctor',
    rnu: 'run',
    chekc: 'check',
    relaese: 'release',
    xyz: undefined,
    bananas: undefined,
  };
  for (const [word, expected] of Object.entries(meant)) assert.equal(nearest(word, words), expected, word);
});
