import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bleu, ShapeError } from '../../../../lib/src/maths';
import { assertEachClose, reference } from '../reference';

interface BleuCase {
  kind: string;
  translations: string[][];
  references: string[][] | string[][][];
  score: number;
  precisions: number[];
  brevityPenalty: number;
  length: number;
  referenceLength: number;
}

const cases = reference<BleuCase>('text').filter(({ kind }) => kind === 'bleu');

describe('bleu', () => {
  for (const [i, { translations, references, ...expected }] of cases.entries()) {
    test(`is that of sacrebleu: case ${i}, ${translations.length} sentences`, () => {
      const got = bleu(translations, references);
      const numbers = ({ score, brevityPenalty, length, referenceLength }: Omit<BleuCase, 'kind'>) => [
        score,
        brevityPenalty,
        length,
        referenceLength,
      ];
      assertEachClose(numbers(got as never), numbers(expected as never), 'bleu', 1e-9);
      assertEachClose(got.precisions, expected.precisions, 'precisions', 1e-9);
    });
  }

  test('says the same again: 1; nothing of it: 0', () => {
    const said = ['le', 'chat', 'est', 'noir', '.'];
    assert.equal(bleu([said], [said]).score, 1);
    assert.equal(bleu([['la', 'rue']], [said]).score, 0);
    assert.equal(bleu([[]], [said]).score, 0);
  });

  test('a word that is said seven times is right as often as a reference says it', () => {
    // The example of the paper, section 2.1: modified unigram precision 2/7.
    const said = 'the the the the the the the'.split(' ');
    const references = ['the cat is on the mat'.split(' '), 'there is a cat on the mat'.split(' ')];
    assert.equal(bleu([said], [references]).precisions[0], 2 / 7);
  });

  test('refuses what is no list of words', () => {
    for (const [translations, references, message] of [
      [[], [], /^translations: expected a list of sentences/],
      [[['a']], [], /^references: expected 1, one for each translation, got 0\.$/],
      [['a b'], [['a']], /^translations\[0\]: expected a list of words, as wordsOf\(text\) gives them/],
      [[['a']], ['a b'], /^references\[0\]: expected a list of words/],
    ] as const) {
      assert.throws(
        () => bleu(translations as never, references as never),
        (error: Error) => error instanceof ShapeError && message.test(error.message),
      );
    }
  });
});
