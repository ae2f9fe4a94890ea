import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { random, ShapeError, vocabulary, wordsOf } from '../../../../lib/src/maths';

describe('wordsOf', () => {
  for (const [text, words] of [
    ["It wasn't good!!!", ['it', 'was', "n't", 'good', '!!']],
    ['He’s sure they’ll see it’s fun.', ['he', "'s", 'sure', 'they', "'ll", 'see', 'it', "'s", 'fun', '.']],
    ["can't won't don't", ['ca', "n't", 'wo', "n't", 'do', "n't"]],
    ['soooooo good :) :-( <3', ['sooo', 'good', ':)', ':-(', '<3']],
    ['21st Century, 2.5 of 10', ['21', 'st', 'century', ',', '2.5', 'of', '10']],
    ["L'île était à côté", ['l', "'", 'île', 'était', 'à', 'côté']],
    ['what ?!', ['what', '?', '!']],
    ['  ', []],
  ] as const) {
    test(`${text} → ${words.join(' | ')}`, () => {
      assert.deepEqual(wordsOf(text), words);
    });
  }

  test('loses no letter and no digit, whatever is written', () => {
    const draw = random('texts');
    const signs = [..."abcdenst'’:;)(!?.,-<3 159éñ"];
    const kept = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    for (let i = 0; i < 300; i++) {
      const text = Array.from({ length: 30 }, () => signs[draw.integer(signs.length)]).join('');
      const squeezed = text.toLowerCase().replace(/(\p{L})\1{3,}/gu, '$1$1$1');
      assert.equal(kept(wordsOf(text).join('')), kept(squeezed), text);
    }
  });

  test('refuses what is no text', () => {
    assert.throws(() => wordsOf(7 as never), { name: 'ShapeError', message: 'text: expected words in quotes, got 7.' });
  });
});

describe('vocabulary', () => {
  const sentences = [
    ['a', 'good', 'film'],
    ['a', 'bad', 'film'],
    ['a', 'good', 'day'],
  ];

  test('numbers words by how often they occur, then by their characters', () => {
    const { words, size, counts } = vocabulary(sentences);
    assert.deepEqual(words, ['<pad>', '<unk>', '<start>', '<end>', 'a', 'film', 'good', 'bad', 'day']);
    assert.equal(size, 9);
    assert.deepEqual(counts, [0, 0, 0, 0, 3, 2, 2, 1, 1]);
  });

  test('leaves out rare words, and all beyond its size', () => {
    assert.deepEqual(vocabulary(sentences, { minimum: 2 }).words.slice(4), ['a', 'film', 'good']);
    assert.deepEqual(vocabulary(sentences, { size: 6 }).words.slice(4), ['a', 'film']);
  });

  test('unknown words are 1, padding is 0, long sentences are cut', () => {
    const words = vocabulary(sentences, { minimum: 2 });
    assert.deepEqual(words.encode(['a', 'bad', 'film']), [4, 1, 5]);
    assert.deepEqual(words.encode(['a', 'bad', 'film'], 5), [4, 1, 5, 0, 0]);
    assert.deepEqual(words.encode(['a', 'bad', 'film'], 2), [4, 1]);
    assert.deepEqual([words.has('good'), words.has('bad')], [true, false]);
  });

  test('what is encoded is decoded again, up to the end mark', () => {
    const words = vocabulary(sentences);
    for (const sentence of sentences) assert.deepEqual(words.decode(words.encode(sentence, 9)), sentence);
    assert.deepEqual(words.decode([2, 4, 5, 3, 6, 7]), ['a', 'film']);
  });

  test('a word that looks like a mark is none', () => {
    const words = vocabulary([['<pad>', 'a']]);
    assert.equal(words.size, 5);
  });

  test('refuses whole texts and numbers that are no word', () => {
    for (const [make, message] of [
      [() => vocabulary('a film' as never), /^sentences: expected a list of sentences/],
      [() => vocabulary(['a film'] as never), /^sentences\[0\]: expected a list of words, as wordsOf\(text\)/],
      [() => vocabulary(sentences, { size: 4 }), /^size: expected a whole number of at least 5, got 4\.$/],
      [() => vocabulary(sentences).decode([99]), /^numbers: expected numbers of words from 0 to 8, got 99\.$/],
    ] as const) {
      assert.throws(make, (error: Error) => error instanceof ShapeError && message.test(error.message));
    }
  });
});
