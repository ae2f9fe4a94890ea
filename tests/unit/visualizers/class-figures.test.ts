import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { answerSimilarity } from '../../../lib/src/visualizers/answer-similarity';
import { classProgress } from '../../../lib/src/visualizers/class-progress';
import { exerciseOutcomes } from '../../../lib/src/visualizers/exercise-outcomes';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { frequentMistakes } from '../../../lib/src/visualizers/frequent-mistakes';
import { wrapped } from '../../../lib/src/visualizers/plotly-text';
import { pointsDistribution } from '../../../lib/src/visualizers/points-distribution';
import { classFigures } from './class-figures';
import { checkPicture, words } from './picture';

const evil = '<a href="https://evil.example">x</a>&<b>';
const none = { right: 0, partial: 0, wrong: 0, unwritten: 0, waiting: 0, missing: 0, mean: 0 };

describe('figures for teachers', () => {
  for (const [name, make] of Object.entries(classFigures)) {
    it(`${name} is small, and readable on any ground`, () => checkPicture(make()));
  }

  it('take names for text, never for tags or links', async () => {
    const figures: Figure[] = [
      classProgress([{ name: evil, shares: [1] }], [evil]),
      exerciseOutcomes([{ ...none, name: evil, right: 1 }]),
      pointsDistribution([{ name: evil, shares: [1] }]),
      frequentMistakes([{ exercise: '2.1', hint: evil, students: 1 }], 2),
      answerSimilarity([{ name: evil, pairs: [{ names: [evil, evil], share: 0.5 }] }]),
    ];
    for (const figure of figures) {
      const svg = await toSvg(figure);
      assert.doesNotMatch(svg, /<a[ >]/);
      assert.match(words(svg).join(' '), /&#60;a href=/);
    }
  });
});

describe('classProgress', () => {
  const rows = [
    { name: 'weak', shares: [0.5, null, 0] },
    { name: 'strong', shares: [1, 1, 0.25] },
  ];

  it('puts first who reached most; a missing hand-in counts 0 for the student, not for the exercise', () => {
    const figure = classProgress(rows, ['a', 'b', 'c']);
    assert.deepEqual(figure.data[0].z, [
      [1, 1, 0.25],
      [0.5, null, 0],
    ]);
    const { ticktext } = figure.layout.xaxis as { ticktext: string[] };
    assert.deepEqual(ticktext, ['a<br>75 %', 'b<br>100 %', 'c<br>13 %']);
    assert.deepEqual(
      (figure.layout.annotations as { text: string }[]).map(({ text }) => text),
      ['75 %', '17 %'],
    );
    assert.deepEqual((classProgress(rows, ['a', 'b', 'c'], { order: 'given' }).data[0].z as number[][])[0], [
      0.5,
      null,
      0,
    ]);
  });

  it('says what is wrong', () => {
    assert.throws(() => classProgress([], ['a']), /at least one row/);
    assert.throws(() => classProgress(rows, ['a']), /"weak" needs 1 shares/);
    assert.throws(() => classProgress([{ name: 'x', shares: [1.2] }], ['a']), /shares of 0 to 1/);
  });
});

describe('exerciseOutcomes', () => {
  it('stacks the counts of students, the exercise with the least points first', () => {
    const figure = exerciseOutcomes([
      { ...none, name: 'easy', right: 4, mean: 1 },
      { ...none, name: 'hard', right: 1, wrong: 3, mean: 0.25 },
    ]);
    assert.deepEqual(
      figure.data.map(({ name, x }) => [name, x]),
      [
        ['right', [1, 4]],
        ['wrong', [3, 0]],
      ],
    );
    assert.deepEqual((figure.layout.xaxis as { range: number[] }).range, [0, 4]);
    assert.match(figure.alt, /hard: 25 % of the points, 1 right, 3 wrong; easy/);
    const open = { ...none, name: 'not handed in', missing: 4, mean: null };
    assert.match(
      exerciseOutcomes([open, { ...none, name: 'hard', wrong: 4 }]).alt,
      /hard: 0 %.*; not handed in: no points yet, 4 /,
    );
    assert.throws(() => exerciseOutcomes([{ ...none, name: 'x' }]), /nobody is counted/);
  });
});

describe('pointsDistribution', () => {
  it('counts each hand-in once, at its bound and at the end', () => {
    const shares = [0, 0.15, 0.149, 0.3, 1, 1];
    const [bars, mean, median] = pointsDistribution([{ name: 'x', shares }], { bins: 20 }).data;
    const y = bars.y as number[];
    assert.deepEqual([y[0], y[2], y[3], y[6], y[19]], [1, 1, 1, 1, 2]);
    assert.equal(
      y.reduce((sum, count) => sum + count),
      6,
    );
    // (0 + 0.15 + 0.149 + 0.3 + 2) / 6, and (0.15 + 0.3) / 2
    assert.ok(Math.abs((mean.x as number[])[0] - 43.31667) < 1e-4);
    assert.ok(Math.abs((median.x as number[])[0] - 22.5) < 1e-9);
  });

  it('counts students in whole numbers, however few they are', () => {
    for (const students of [1, 2, 9, 30]) {
      const { layout, alt } = pointsDistribution([{ name: 'x', shares: new Array(students).fill(0.5) }]);
      const { dtick, range } = layout.yaxis as { dtick: number; range: number[] };
      assert.ok(Number.isInteger(dtick) && range[1] / dtick < 6, `${students} students: a line every ${dtick}`);
      assert.match(alt, students === 1 ? /1 hand-in,/ : /hand-ins,/);
    }
  });

  it('says what is wrong', () => {
    assert.throws(() => pointsDistribution([{ name: 'x', shares: [] }]), /with a hand-in/);
    assert.throws(() => pointsDistribution([{ name: 'x', shares: [Number.NaN] }]), /"x" must be 0 to 1/);
  });
});

describe('frequentMistakes', () => {
  const mistakes = [
    { exercise: '2.10', hint: 'Ten.', students: 2 },
    { exercise: '2.9', hint: 'Nine.', students: 2 },
    { exercise: '2.1', hint: 'One.', students: 5 },
  ];

  it('shows the most frequent first and counts what it leaves out', () => {
    const figure = frequentMistakes(mistakes, 20, { most: 2 });
    assert.deepEqual(figure.data[0].x, [5, 2]);
    const texts = (figure.layout.annotations as { text: string }[]).map(({ text }) => text);
    assert.deepEqual(texts, ['<b>2.1</b> One.', '<b>2.9</b> Nine.']);
    assert.match(JSON.stringify(figure.layout.xaxis), /1 rarer hints are left out/);
  });

  it('breaks long hints between words', () => {
    assert.deepEqual(wrapped('one two three four', 9, 2), ['one two', 'three …']);
    assert.deepEqual(wrapped('a'.repeat(30), 9, 2), ['a'.repeat(9)]);
  });
});

describe('answerSimilarity', () => {
  it('has a dot for each pair, those with much in common apart', () => {
    const pair = (share: number) => ({ names: ['a', 'b'] as const, share });
    const [pairs, close] = answerSimilarity([{ name: 'x', pairs: [pair(0.1), pair(0.6), pair(0.59)] }]).data;
    assert.deepEqual([pairs.x, close.x], [[59, 10], [60]]);
    for (const y of [...(pairs.y as number[]), ...(close.y as number[])]) assert.ok(Math.abs(y) < 0.4);
    assert.throws(() => answerSimilarity([{ name: 'x', pairs: [pair(2)] }]), /share must be 0 to 1/);
  });
});
