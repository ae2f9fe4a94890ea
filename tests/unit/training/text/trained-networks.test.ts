import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { englishFrench, sentiment } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { bleu, vocabulary, wordsOf } from '../../../../lib/src/maths';
import { convTranslator, loadCheckpoint, textCnn } from '../../../../lib/src/models';
import { evaluate, pairDictionary, sentenceExamples, translateSentences } from '../../../../lib/src/training';

before(() => engineReady({ quiet: true }));

test('the text CNN that comes with the course is right on three of four test reviews, as the course promises', async () => {
  const [train, held] = [await sentiment('movie'), await sentiment('movie', { part: 'test' })];
  const words = vocabulary(
    train.map(({ text }) => wordsOf(text)),
    { size: 6000 },
  );
  const reviewer = await loadCheckpoint('review-sentiment', textCnn({ vocabulary: words.size }));
  const examples = sentenceExamples(
    held.map(({ text }) => text),
    held.map(({ label }) => label),
    words,
  );
  const { accuracy } = await evaluate(reviewer, examples);
  assert.ok(accuracy >= 0.75, `${accuracy}`);
  tf.dispose([examples.xs, examples.ys]);
  reviewer.dispose();
});

test('the translator that comes with the course translates test sentences', async () => {
  const dictionary = pairDictionary(await englishFrench());
  const sizes = { sourceWords: dictionary.source.size, targetWords: dictionary.target.size };
  const translator = await loadCheckpoint('english-french', convTranslator(sizes));
  const held = await englishFrench({ part: 'test', count: 60 });
  const found = translateSentences(
    translator,
    dictionary,
    held.map(({ english }) => english),
    { beam: 2 },
  );
  const { score } = bleu(
    found.map(({ words }) => words),
    held.map(({ french }) => french.split(' ')),
  );
  assert.ok(score >= 0.95, `${score}`);
  const [{ source, words, attention }] = translateSentences(translator, dictionary, [
    'The black cat is in the garden.',
  ]);
  const [black, noir] = [source.indexOf('black'), words.indexOf('noir')];
  assert.equal(attention[noir].indexOf(Math.max(...attention[noir])), black, 'noir looks at black');
  translator.dispose();
});
