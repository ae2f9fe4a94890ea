/** A small chapter for tests of the grader: one exercise of each kind, quick to grade. */
import { type Case, defineExercises } from '../../lib/src/exercises';
import { outputSize } from '../../lib/src/maths';
import type { Random } from '../../lib/src/maths/random';

const scaleCase = (values: number[], factor: number): Case => ({
  name: `${values.length} values by ${factor}`,
  args: [values, factor],
});

const randomCase = (random: Random): Case =>
  scaleCase(
    Array.from({ length: 2 + random.integer(5) }, () => Math.round(random.normal(0, 100))),
    2 + random.integer(9),
  );

export const madeUpSuite = defineExercises({
  chapter: 9,
  title: 'Made up',
  exercises: [
    {
      id: '9.1',
      title: 'Scale',
      points: 4,
      kind: 'function',
      entry: 'scale',
      seconds: 1,
      reference: (values: number[], factor: number) => values.map((value) => factor * value),
      publicCases: [scaleCase([1, 2], 3), scaleCase([0, -1], 2)],
      gradedCases: (random) => Array.from({ length: 8 }, () => randomCase(random)),
    },
    {
      id: '9.2',
      title: 'Width',
      points: 2,
      kind: 'function',
      entry: 'width',
      imports: ['outputSize'],
      reference: (size: number) => outputSize(size, { kernel: 3 }),
      publicCases: [{ name: 'five', args: [5] }],
      gradedCases: (random) => [{ name: 'many', each: Array.from({ length: 5 }, () => [3 + random.integer(90)]) }],
    },
    {
      id: '9.3',
      title: 'A kernel that adds up to zero',
      points: 2,
      kind: 'value',
      entry: 'kernel',
      judge: (got) => {
        const weights = got as number[];
        const sum = weights.reduce((total, weight) => total + weight, 0);
        return { pass: weights.length === 3 && sum === 0, message: `The weights add up to ${sum}.` };
      },
      publicCases: [{ name: 'sum' }],
    },
    {
      id: '9.Q1',
      title: 'A question',
      points: 1,
      kind: 'choice',
      entry: 'answerQ1',
      question: 'Which?',
      options: { a: 'this', b: 'that' },
      answer: 'b',
    },
    {
      id: '9.T1',
      title: 'A text',
      points: 3,
      kind: 'text',
      entry: 'answerT1',
      question: 'Why?',
      rubric: [{ points: 3, criterion: 'a reason' }],
      minimumWords: 3,
    },
  ],
});

/** Right answers to all of it, each as the source of its cell. */
export const honest: Record<string, string> = {
  '9.1': 'function scale(values: number[], factor: number): number[] { return values.map((value) => factor * value); }',
  '9.2': "import { outputSize } from 'convolab';\nconst width = (size: number) => outputSize(size, { kernel: 3 });",
  '9.3': 'const kernel = [-1, 0, 1];',
  '9.Q1': "const answerQ1 = 'b';",
  '9.T1': "const answerT1 = 'Because it is so.';",
};

export interface TestCell {
  cell_type: string;
  id?: string;
  source: unknown;
  metadata: Record<string, unknown>;
  outputs?: unknown[];
  execution_count?: null;
}

/** An answer cell as the course hands it out. */
export function answerCell(exercise: string, source: unknown): TestCell {
  const metadata = { convolab: { exercise, role: 'answer' } };
  return { cell_type: 'code', id: exercise.replace('.', '-'), source, metadata, outputs: [], execution_count: null };
}

/** The cells of a submission: right answers, but for those that are given. */
export function cellsWith(answers: Record<string, string> = {}): TestCell[] {
  return Object.entries({ ...honest, ...answers }).map(([id, source]) => answerCell(id, source));
}

export function notebookText(cells: unknown): string {
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

/** The points of the honest answers but the first, which hostile submissions replace. */
export const pointsOfTheOthers = 5;
