import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { naiveBayes, ShapeError } from '../../../../lib/src/maths';
import { assertTensorClose, reference } from '../reference';

interface BayesCase {
  kind: string;
  longest: number;
  smoothing: number;
  sentences: string[][];
  labels: number[];
  asked: string[][];
  scores: number[][];
}

const cases = reference<BayesCase>('text').filter(({ kind }) => kind === 'bayes');

describe('naiveBayes', () => {
  for (const { sentences, labels, asked, scores, longest, smoothing } of cases) {
    test(`is that of scikit-learn: runs up to ${longest}, smoothing ${smoothing}`, () => {
      const classifier = naiveBayes(sentences, labels, { longest, smoothing });
      assertTensorClose(
        asked.map((words) => classifier.scores(words)),
        scores,
        'scores',
        1e-9,
      );
      assert.deepEqual(
        asked.map((words) => classifier.classify(words)),
        scores.map((row) => row.indexOf(Math.max(...row))),
      );
    });
  }

  test('refuses what it cannot count', () => {
    for (const [make, message] of [
      [() => naiveBayes([], []), /^sentences: expected a list of sentences/],
      [() => naiveBayes([['a']], [0, 1]), /^labels: expected 1, one for each sentence, got 2\.$/],
      [() => naiveBayes([['a']], [1]), /^labels: expected a sentence of each class, got none of class 0\.$/],
      [() => naiveBayes([['a'], ['b']], [0, 1], { smoothing: 0 }), /^smoothing: expected a number above 0, got 0\.$/],
      [() => naiveBayes(['a' as never, ['b']], [0, 1]), /^sentences\[0\]: expected a list of words/],
    ] as const) {
      assert.throws(make, (error: Error) => error instanceof ShapeError && message.test(error.message));
    }
  });
});
