import { random } from '../../../lib/src/maths';
import { answerSimilarity, type SimilarPair } from '../../../lib/src/visualizers/answer-similarity';
import { classProgress } from '../../../lib/src/visualizers/class-progress';
import { exerciseOutcomes } from '../../../lib/src/visualizers/exercise-outcomes';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { frequentMistakes } from '../../../lib/src/visualizers/frequent-mistakes';
import { pointsDistribution } from '../../../lib/src/visualizers/points-distribution';

const ids = ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.Q1', '2.Q2', '2.Q3', '2.T1'];
const titles = [
  'Convolution from scratch',
  'Design an edge detector',
  'Six activations',
  'Three poolings',
  'Output sizes',
];

/** Shares of a made-up class; some handed in nothing. */
function shares(students: number, columns: number): (number | null)[][] {
  const draw = random(7);
  return Array.from({ length: students }, (_, i) => {
    const skill = draw.uniform(0.1, 1);
    return Array.from({ length: columns }, () =>
      i % 14 === 13 ? null : draw.uniform() < skill ? 1 : draw.uniform() < 0.4 ? 0 : Math.round(8 * draw.uniform()) / 8,
    );
  });
}

function pairs(students: number, typical: number): SimilarPair[] {
  const draw = random(typical);
  return Array.from({ length: (students * (students - 1)) / 2 }, (_, i) => ({
    names: [`student ${i % students}`, `student ${(i * 7) % students}`] as const,
    share: i === 3 ? 0.93 : Math.min(1, Math.abs(draw.normal(typical, 0.09))),
  }));
}

/** Figures for teachers. */
export const classFigures: Record<string, () => Figure> = {
  'class-progress': () =>
    classProgress(
      shares(28, ids.length).map((row, i) => ({
        name: i === 4 ? 'Maximiliane <b>von</b> Hohenstein-Gutenberg' : `Student ${i + 1}`,
        shares: row,
      })),
      ids,
    ),
  'class-progress-large': () =>
    classProgress(
      shares(180, 40).map((row, i) => ({ name: `Student ${i + 1}`, shares: row })),
      Array.from({ length: 40 }, (_, j) => `${1 + Math.floor(j / 10)}.${1 + (j % 10)}`),
    ),
  'exercise-outcomes': () =>
    exerciseOutcomes(
      titles.map((title, i) => ({
        name: `2.${i + 1} ${title}`,
        right: 22 - 4 * i,
        partial: 2 + i,
        wrong: 1 + 2 * i,
        unwritten: i,
        waiting: 0,
        missing: 3,
        mean: 0.9 - 0.14 * i,
      })),
    ),
  'points-distribution': () =>
    pointsDistribution(
      [5, 6].map((seed) => {
        const draw = random(seed);
        return {
          name: `Chapter ${seed - 3}`,
          shares: Array.from({ length: 28 }, () => Math.max(0, Math.min(1, draw.normal(0.75, 0.2)))),
        };
      }),
    ),
  'frequent-mistakes': () =>
    frequentMistakes(
      [
        {
          exercise: '2.1',
          hint: 'The bias is missing: add `bias[o]` once to every value of feature map o. Each of your values is off by exactly that.',
          students: 7,
        },
        { exercise: '2.4', hint: 'Divide by the number of values.', students: 12 },
        {
          exercise: '2.6',
          hint: 'The number of outputs is rounded up: `Math.ceil(size / stride)`, and then a very long explanation follows that does not fit on the lines that there are, because it goes on and on, and even further, until the end of the figure is reached at last.',
          students: 4,
        },
        { exercise: '2.Q1', hint: 'The bias adds the same number everywhere. It cannot turn a kernel.', students: 1 },
      ],
      27,
    ),
  'answer-similarity': () =>
    answerSimilarity([
      { name: '2.1 Convolution from scratch', pairs: pairs(28, 0.2) },
      { name: '2.3 Six activations', pairs: pairs(28, 0.45) },
      { name: '2.4 Three poolings', pairs: pairs(20, 0.1) },
    ]),
};
