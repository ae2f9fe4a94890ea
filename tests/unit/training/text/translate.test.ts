import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { SentencePair } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { bleu, losses, softmax, vocabulary } from '../../../../lib/src/maths';
import { convTranslator } from '../../../../lib/src/models';
import { UserError } from '../../../../lib/src/project';
import {
  pairDictionary,
  sentenceExamples,
  sentencePairs,
  trainTranslator,
  translateSentences,
} from '../../../../lib/src/training';
import { wordLoss } from '../../../../lib/src/training/text/train-translator';

before(() => engineReady({ quiet: true }));

/** "blue cat ." is "chat bleu .": the order of the words turns. */
const [adjectives, nouns] = [
  [
    ['blue', 'bleu'],
    ['black', 'noir'],
    ['green', 'vert'],
  ],
  [
    ['cat', 'chat'],
    ['dog', 'chien'],
    ['book', 'livre'],
    ['car', 'bus'],
  ],
];
const pairs: SentencePair[] = adjectives.flatMap(([adjective, adjectif]) =>
  nouns.map(([noun, nom]) => ({ english: `the ${adjective} ${noun} .`, french: `le ${nom} ${adjectif} .` })),
);
const dictionary = pairDictionary(pairs);
const build = () =>
  convTranslator({
    sourceWords: dictionary.source.size,
    targetWords: dictionary.target.size,
    ...{ sourceLength: 6, targetLength: 6, width: 16, encoderLayers: 1, decoderLayers: 1, dropout: 0, seed: 1 },
  });

async function trained(kept: SentencePair[], seed: number): Promise<{ translator: tf.LayersModel; loss: number[] }> {
  const translator = build();
  const tensors = sentencePairs(kept, dictionary, translator);
  const { losses: got } = await trainTranslator(translator, tensors, {
    epochs: 60,
    batchSize: 4,
    learningRate: 0.01,
    seed,
  });
  tf.dispose([tensors.source, tensors.target]);
  return { translator, loss: got.crossEntropy };
}

describe('a translator', () => {
  test('learns to turn words round, also in sentences that it never saw', async () => {
    const held = [pairs[1], pairs[6], pairs[11]];
    const { translator, loss } = await trained(
      pairs.filter((pair) => !held.includes(pair)),
      1,
    );
    assert.ok((loss.at(-1) as number) < 0.3, `${loss.at(-1)}`);
    for (const beam of [1, 3]) {
      const found = translateSentences(
        translator,
        dictionary,
        held.map(({ english }) => english),
        { beam },
      );
      const { score } = bleu(
        found.map(({ words }) => words),
        held.map(({ french }) => french.split(' ')),
      );
      assert.ok(score > 0.95, `beam ${beam}: ${score}`);
      assert.ok(found.every(({ others }) => others.length < beam));
    }
    const [{ source, words, attention }] = translateSentences(translator, dictionary, ['The black cat.']);
    assert.deepEqual(source, ['the', 'black', 'cat', '.']);
    assert.deepEqual([attention.length, attention[0].length], [words.length + 1, 4]);
    translator.dispose();
  });

  test('the same seed trains the same network', async () => {
    const few = pairs.slice(0, 4);
    const runs = [await trained(few, 5), await trained(few, 5)];
    assert.deepEqual(runs[0].loss, runs[1].loss);
    for (const { translator } of runs) translator.dispose();
  });

  test('its loss is the cross-entropy of the words alone, padding left out', () => {
    const translator = build();
    const { source, target } = sentencePairs(pairs.slice(0, 2), dictionary, translator);
    const numbers = target.arraySync();
    const logits = (translator.predict([source, target.slice([0, 0], [2, 6])]) as tf.Tensor3D).arraySync();
    const each = numbers.flatMap((sentence, i) =>
      sentence.slice(1).flatMap((word, t) => {
        const wanted = dictionary.target.words.map((_, k) => Number(k === word));
        return word === 0 ? [] : [losses.categoricalCrossEntropy.output([softmax(logits[i][t])], [wanted])];
      }),
    );
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
    const got = tf.tidy(() => wordLoss(translator, source, target).crossEntropy.dataSync()[0]);
    assert.equal(each.length, 2 * 5, 'four words and the end each');
    assert.ok(Math.abs(got - mean) < 1e-5, `${got} and ${mean}`);
  });

  test('says in a sentence what it cannot translate', () => {
    const translator = build();
    for (const [sentences, message] of [
      [['the purple cat .'], /^The translator never saw 'purple': it knows 8 English words, such as /],
      [[' '], /^There is nothing to translate in ' '\.$/],
      [['the cat the cat the cat .'], /^'the cat the cat the cat \.' is too long: the translator takes 6 words/],
      [[], /^translateSentences takes a list of sentences/],
    ] as const) {
      assert.throws(
        () => translateSentences(translator, dictionary, sentences),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
    }
  });

  test('refuses pairs of another size and a model that is no translator', async () => {
    const translator = build();
    const source = tf.zeros([2, 5], 'int32') as tf.Tensor2D;
    const target = tf.zeros([2, 7], 'int32') as tf.Tensor2D;
    await assert.rejects(
      trainTranslator(translator, { source, target }),
      /the translator takes \[count,6\] and \[count,7\]/,
    );
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [5] })] });
    await assert.rejects(trainTranslator(other, { source, target }), /is no translator: it has 1 inputs, not two/);
    await assert.rejects(
      trainTranslator(translator, { source, target }, { smoothing: 1 }),
      /smoothing must be a share/,
    );
  });
});

describe('sentenceExamples', () => {
  const words = vocabulary([['a', 'good', 'film']]);

  test('are the numbers of words and one label each', () => {
    const { xs, ys } = sentenceExamples(['A good film', 'Bad'], [1, 0], words, { length: 4 });
    assert.deepEqual(xs.arraySync(), [
      [...words.encode(['a', 'good', 'film']), 0],
      [1, 0, 0, 0],
    ]);
    assert.deepEqual(ys.arraySync(), [
      [0, 1],
      [1, 0],
    ]);
  });

  test('refuse labels that do not fit', () => {
    assert.throws(() => sentenceExamples(['a'], [0, 1], words), /got 1 sentences and 2 labels: give one label each/);
    assert.throws(
      () => sentenceExamples(['a'], [2], words, { classes: 2 }),
      /whole numbers from 0 to 1, one of 2 classes, got 2/,
    );
  });
});
