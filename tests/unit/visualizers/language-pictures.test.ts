import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../lib/src/project';
import { tokenSaliency } from '../../../lib/src/visualizers/token-saliency';
import { wordAttention } from '../../../lib/src/visualizers/word-attention';
import { attention, coloured, languageFigures, translated } from './language-figures';
import { checkPicture } from './picture';

const { source, words } = translated;

describe('figures on sentences', () => {
  it('tokenSaliency says every word, its caption and what the colours mean', async () => {
    const said = ['forgives', '&#60;unk&#62;', 'positive, 71 %', 'orange: speaks for the class that was found'];
    await checkPicture(languageFigures['token-saliency'](), said);
  });

  it('words that speak for the class are warm, against it cold, and the strongest has the strongest colour', () => {
    const { data, layout } = tokenSaliency([{ words: ['good', 'the', 'dull', 'fine'], values: [1, 0, -2, 2] }]);
    const rgb = (layout.shapes as { fillcolor: string }[]).map(({ fillcolor }) =>
      fillcolor.slice(4, -1).split(',').map(Number),
    );
    const warmth = rgb.map(([red, , blue]) => red - blue);
    assert.ok(warmth[3] > warmth[0] && warmth[0] > 20 && warmth[2] < -20, `${warmth}`);
    assert.equal(warmth[1], 0);
    assert.deepEqual((data[0] as unknown as { text: string[] }).text, ['good', 'the', 'dull', 'fine']);
  });

  it('no word lies on another, and none beyond the edge', () => {
    const { layout } = tokenSaliency(coloured);
    const boxes = layout.shapes as { x0: number; x1: number; y0: number; y1: number }[];
    for (const [i, a] of boxes.entries()) {
      assert.ok(a.x0 >= 0 && a.x1 <= layout.width - 40);
      for (const b of boxes.slice(i + 1)) {
        assert.ok(a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0, 'apart');
      }
    }
  });

  it('wordAttention names what was read and written, and the end', async () => {
    await checkPicture(languageFigures['word-attention'](), ['black', "n'avons", 'end of sentence', 'read', 'written']);
  });

  it('its rows are the words that were written, the first one on top', () => {
    const { data, layout, alt } = wordAttention(source, words, attention);
    const [first, last] = (layout.yaxis as { range: number[] }).range;
    assert.ok(first > last);
    assert.deepEqual((data[0] as unknown as { z: number[][] }).z[0].length, source.length);
    assert.match(alt, /chat looked most at cat \(\d+ %\); noir looked most at black/);
  });
});

describe('figures on sentences refuse', () => {
  for (const [make, sentence] of [
    [() => tokenSaliency([]), /needs at least one sentence/],
    [() => tokenSaliency([{ words: ['a', 'b'], values: [1] }]), /sentence 0 has 2 words and 1 values: give one each/],
    [() => tokenSaliency([{ words: ['a'], values: [Number.NaN] }]), /sentence 0 has a value that is not finite/],
    [
      () => wordAttention(['a'], words, attention),
      /weights are \[8, 8\], but there are 7 words that were written and 1/,
    ],
    [() => wordAttention(['a'], ['b'], [[-1]]), /weights must be numbers from 0/],
  ] as const) {
    it(String(sentence), () => {
      assert.throws(make, (error: Error) => error instanceof UserError && sentence.test(error.message));
    });
  }
});
