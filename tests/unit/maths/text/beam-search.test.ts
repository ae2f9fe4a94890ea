import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { beamSearch, beamSearches, type NextToken, random, ShapeError, softmax } from '../../../../lib/src/maths';

const [start, end, longest] = [0, 1, 5];
const tokens = 4;

/** A made-up language: the probabilities depend on the whole beginning and on the sentence. */
const language =
  (seed: number): NextToken =>
  (beginnings, of) =>
    beginnings.map((beginning, i) => {
      const draw = random(`${seed} ${of[i]} ${beginning}`);
      return softmax(Array.from({ length: tokens }, () => draw.normal(0, 2)));
    });

/** Every sentence there is, with the mean logarithm of its probabilities. */
function allSentences(next: NextToken, of: number, beginning = [start], sum = 0): { said: number[]; score: number }[] {
  const [row] = next([beginning], [of]);
  return row.flatMap((probability, token) => {
    const said = [...beginning, token];
    const total = sum + Math.log(probability);
    const isOver = token === end || said.length > longest;
    return isOver ? [{ said: said.slice(1), score: total / (said.length - 1) }] : allSentences(next, of, said, total);
  });
}

describe('beamSearch', () => {
  for (const seed of [1, 2, 3]) {
    test(`with room for every beginning finds the best of all sentences, language ${seed}`, () => {
      const all = allSentences(language(seed), 0).sort((a, b) => b.score - a.score);
      const [best] = beamSearch(language(seed), { start, end, beam: tokens ** longest, longest });
      assert.deepEqual(best.tokens, all[0].said);
      assert.ok(Math.abs(best.score - all[0].score) < 1e-12);
      assert.ok(Math.abs(best.logProbability - best.score * best.tokens.length) < 1e-12);
    });

    test(`with a beam of 1 takes the most likely token each time, language ${seed}`, () => {
      const greedy = [start];
      while (greedy.length <= longest && greedy.at(-1) !== end) {
        const [row] = language(seed)([greedy], [0]);
        greedy.push(row.indexOf(Math.max(...row)));
      }
      const [{ tokens: found }, ...others] = beamSearch(language(seed), { start, end, beam: 1, longest });
      assert.deepEqual(found, greedy.slice(1));
      assert.equal(others.length, 0);
    });
  }

  test('several sentences at once are what each is by itself', () => {
    const options = { start, end, beam: 3, longest };
    const together = beamSearches(language(7), 4, options);
    const alone = [0, 1, 2, 3].map((sentence) =>
      beamSearch(
        (beginnings) =>
          language(7)(
            beginnings,
            beginnings.map(() => sentence),
          ),
        options,
      ),
    );
    assert.deepEqual(together, alone);
    assert.ok(new Set(together.map(([{ tokens: found }]) => `${found}`)).size > 1);
  });

  test('a wider beam may find what greedy search walks past', () => {
    // Greedy takes token 2 (0.6) and then has nothing better than 0.3; token 3 (0.4) leads to a sure end.
    const next: NextToken = (beginnings) =>
      beginnings.map((beginning) => {
        if (beginning.length === 1) return [0, 0, 0.6, 0.4];
        return beginning[1] === 3 ? [0, 1, 0, 0] : [0, 0.3, 0.3, 0.4];
      });
    assert.equal(beamSearch(next, { start, end, beam: 1, longest })[0].tokens[0], 2);
    assert.deepEqual(beamSearch(next, { start, end, beam: 2, longest })[0].tokens, [3, end]);
  });

  test('refuses options and answers that cannot be', () => {
    const options = { start, end, longest };
    for (const [make, message] of [
      [
        () => beamSearch(language(1), { ...options, beam: 0 }),
        /^beam: expected a whole number of at least 1, got 0\.$/,
      ],
      [
        () => beamSearch(() => [], options),
        /^next: expected 1 lists of probabilities, one for each beginning, got 0\.$/,
      ],
    ] as const) {
      assert.throws(make, (error: Error) => error instanceof ShapeError && message.test(error.message));
    }
  });
});
