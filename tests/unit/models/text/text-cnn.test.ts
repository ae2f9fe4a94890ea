import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { conv1d, type Matrix, softmax, vocabulary } from '../../../../lib/src/maths';
import { parameterCount, strongestNgrams, textCnn, wordImportance } from '../../../../lib/src/models';
import { UserError } from '../../../../lib/src/project';
import { savedCopy } from '../saved-copy';

before(() => engineReady({ quiet: true }));

const sentences = [
  ['not', 'good', 'at', 'all'],
  ['a', 'good', 'film'],
  ['never', 'dull'],
];
const words = vocabulary(sentences);
const small = () =>
  textCnn({ vocabulary: words.size, length: 5, classes: 3, width: 4, kernelSizes: [1, 2], filters: 3, seed: 2 });
const predict = (model: tf.LayersModel, numbers: Matrix) =>
  tf.tidy(() => (model.predict(tf.tensor2d(numbers, undefined, 'int32')) as tf.Tensor2D).arraySync());
const numbersOf = (model: tf.LayersModel, layer: string) =>
  model
    .getLayer(layer)
    .getWeights()
    .map((weight) => weight.arraySync());

/** The network from scratch, up to its features. */
function featuresByHand(model: tf.LayersModel, numbers: number[]): number[] {
  const vectors = numbersOf(model, 'words')[0] as Matrix;
  const sequence = numbers.map((number) => vectors[number]);
  return [1, 2].flatMap((size) => {
    const [kernel, bias] = numbersOf(model, `conv${size}`) as [number[][][], number[]];
    const map = conv1d(sequence, kernel, { bias });
    return bias.map((_, filter) => Math.max(0, ...map.map((place) => place[filter])));
  });
}

describe('textCnn', () => {
  test('has as many parameters as its formula says', () => {
    assert.equal(parameterCount(small()), words.size * 4 + (1 * 4 * 3 + 3) + (2 * 4 * 3 + 3) + (6 * 3 + 3));
  });

  test('computes what maths computes: vectors, convolutions, the strongest answers, softmax', () => {
    const model = small();
    const numbers = sentences.map((sentence) => words.encode(sentence, 5));
    const [kernel, bias] = numbersOf(model, 'output') as [Matrix, number[]];
    const byHand = numbers.map((sentence) => {
      const features = featuresByHand(model, sentence);
      return softmax(bias.map((b, k) => features.reduce((sum, value, f) => sum + value * kernel[f][k], b)));
    });
    predict(model, numbers).forEach((row, i) => {
      row.forEach((value, k) => {
        assert.ok(Math.abs(value - byHand[i][k]) < 1e-5, `${value} and ${byHand[i][k]}`);
      });
    });
  });

  test('the same seed gives the same network, and it comes back from a file', async () => {
    const numbers = [words.encode(sentences[0], 5)];
    const expected = predict(small(), numbers);
    assert.deepEqual(predict(small(), numbers), expected);
    assert.deepEqual(predict(await savedCopy(small()), numbers), expected);
  });

  test('refuses choices that cannot be', () => {
    for (const [options, message] of [
      [{ vocabulary: 0 }, /^vocabulary must be a whole number of at least 2, got 0/],
      [{ vocabulary: 9, kernelSizes: [] }, /^kernelSizes must be a list of word counts, such as \[1, 2, 3\]\.$/],
      [{ vocabulary: 9, length: 2 }, /^A filter over 3 words does not fit into sentences of 2 words\.$/],
      [{ vocabulary: 9, dropout: 1 }, /^dropout must be a share/],
    ] as const) {
      assert.throws(
        () => textCnn(options),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
    }
  });
});

describe('wordImportance', () => {
  test('is the fall of the log probability when the word becomes unknown', () => {
    const model = small();
    const { values, probabilities, label } = wordImportance(model, words, 'Good film!', { label: 2 });
    const [good, film] = words.encode(['good', 'film']);
    const [whole, withoutGood, withoutFilm] = predict(model, [
      [good, film, 1, 0, 0],
      [1, film, 1, 0, 0],
      [good, 1, 1, 0, 0],
    ]);
    assert.equal(label, 2);
    assert.ok(Math.abs(values[0] - Math.log(whole[2] / withoutGood[2])) < 1e-5);
    assert.ok(Math.abs(values[1] - Math.log(whole[2] / withoutFilm[2])) < 1e-5);
    // The engine may round another row of a batch differently.
    assert.ok(Math.abs(values[2]) < 1e-6, '! is unknown already');
    assert.ok(Math.abs(probabilities[2] - whole[2]) < 1e-6);
  });

  test('of the likeliest class unless told otherwise, and of the words that the network sees', () => {
    const found = wordImportance(small(), words, 'not good at all , a good film');
    assert.equal(found.label, found.probabilities.indexOf(Math.max(...found.probabilities)));
    assert.deepEqual(found.words, ['not', 'good', 'at', 'all', ',']);
  });

  test('refuses a text without words and a class that is none', () => {
    assert.throws(() => wordImportance(small(), words, '  '), {
      name: 'UserError',
      message: "There is no word in '  '.",
    });
    assert.throws(
      () => wordImportance(small(), words, 'good', { label: 3 }),
      /label must be a class from 0 to 2, got 3/,
    );
  });
});

describe('strongestNgrams', () => {
  test('finds the run of words with the largest answer of all, for each filter', () => {
    const model = small();
    const found = strongestNgrams(model, words, sentences, { count: 1 });
    assert.equal(found.length, 6);
    const vectors = numbersOf(model, 'words')[0] as Matrix;
    const [output] = numbersOf(model, 'output') as [Matrix];
    for (const [i, { layer, filter, weights, ngrams }] of found.entries()) {
      const [kernel, bias] = numbersOf(model, layer) as [number[][][], number[]];
      const answers = sentences.map((sentence) =>
        conv1d(
          words.encode(sentence, 5).map((number) => vectors[number]),
          kernel,
          { bias },
        ).map((row) => row[filter]),
      );
      // of each sentence the strongest place, if it is above 0 and no mere padding
      const strongest = answers.flatMap((row, k) => {
        const answer = Math.max(...row);
        const run = sentences[k].slice(row.indexOf(answer)).slice(0, kernel.length);
        return answer > 0 && run.length > 0 ? [{ answer, run }] : [];
      });
      const [best] = strongest.sort((a, b) => b.answer - a.answer);
      assert.deepEqual(
        ngrams.map((one) => one.words),
        best ? [best.run] : [],
        `${layer} ${filter}`,
      );
      if (best) assert.ok(Math.abs(ngrams[0].answer - best.answer) < 1e-5);
      assert.deepEqual(weights, output[i]);
    }
  });

  test('refuses another network', () => {
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [5] })] });
    assert.throws(() => strongestNgrams(other, words, sentences), /is no text CNN: build it with textCnn/);
    assert.throws(() => strongestNgrams(small(), words, []), /needs sentences in which to look/);
  });
});
