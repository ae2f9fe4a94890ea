import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishFrench, type SentimentSource, sentiment, sentimentSources } from '../../../lib/src/datasets';
import { UserError } from '../../../lib/src/project';

/** As `data/sentiment/README.md` and the lines of the files have it. */
const sentences: Record<SentimentSource, number> = { movie: 10_070, amazon: 2_977, tweets: 3_432 };

for (const source of sentimentSources) {
  test(`${source}: one sentence in five is for the test, and label and rating agree`, async () => {
    const [train, all] = [await sentiment(source), await sentiment(source, { part: 'test' })];
    assert.equal(train.length + all.length, sentences[source]);
    assert.ok(Math.abs(all.length / sentences[source] - 0.2) < 0.02, `${all.length}`);
    const seen = new Set(train.map(({ text }) => text));
    for (const { text, label, rating } of [...train, ...all]) {
      assert.ok(text.trim().length > 0 && !text.includes('\t'));
      assert.equal(label, rating > 0 ? 1 : 0, text);
      assert.ok(Math.abs(rating) >= 0.5 && Math.abs(rating) <= 4, text);
    }
    assert.deepEqual(
      all.filter(({ text }) => seen.has(text)),
      [],
    );
  });
}

test('a sentence is the one of the file', async () => {
  const [first] = await sentiment('movie', { part: 'test', count: 1 });
  const text = 'If you sometimes like to go to the movies to have fun, Wasabi is a good place to start.';
  assert.deepEqual(first, { text, label: 1, rating: 1.47 });
});

test('pairs of sentences: 5,400 and 600, none in both parts, no new word in the test part', async () => {
  const [train, held] = [await englishFrench(), await englishFrench({ part: 'test' })];
  assert.deepEqual([train.length, held.length], [5400, 600]);
  assert.deepEqual(train[1], { english: 'i liked this letter .', french: "j'ai aimé cette lettre ." });
  const sentencesOf = new Set(train.map(({ english }) => english));
  assert.deepEqual(
    held.filter(({ english }) => sentencesOf.has(english)),
    [],
  );
  for (const [language, words] of [
    ['english', 109],
    ['french', 190],
  ] as const) {
    const tokens = (pairs: typeof train) => new Set(pairs.flatMap((pair) => pair[language].split(' ')));
    assert.deepEqual(
      [...tokens(held)].filter((token) => !tokens(train).has(token)),
      [],
      language,
    );
    assert.equal(tokens(train).size, words, language);
  }
});

test('unknown sources, parts and counts are one sentence', async () => {
  const refused = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);
  const unknown = sentiment('books' as 'movie');
  await assert.rejects(unknown, refused(/^There are no sentences 'books': choose one of movie, amazon, tweets\.$/));
  const part = englishFrench({ part: 'validation' as 'test' });
  await assert.rejects(part, refused(/^part must be 'train' or 'test', got "validation"\.$/));
  for (const count of [0, 1.5, 601, Number.NaN]) {
    await assert.rejects(
      englishFrench({ part: 'test', count }),
      refused(/^count must be a whole number from 1 to 600/),
    );
  }
});
