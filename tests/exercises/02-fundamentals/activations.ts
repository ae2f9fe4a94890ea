import { activations, type Case, type FunctionExercise, maxout, type Random } from 'convolab';
import { mistakenActivations } from './activation-mistakes';

const names = ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu'] as const;
const titles: Record<string, string> = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  elu: 'ELU',
  maxout: 'Maxout',
};

/** One case for each function and each derivative. */
function casesFor(xs: (name: string) => number[], groups: number[][]): Case[] {
  const cases = names.flatMap((name) => {
    const each = xs(name).map((x) => [x]);
    return [
      { name: `${titles[name]}`, fn: `${name}.output`, each },
      { name: `${titles[name]}, derivative`, fn: `${name}.derivative`, each },
    ];
  });
  const each = groups.map((values) => [values]);
  return [
    ...cases,
    { name: titles.maxout, fn: 'maxout.output', each },
    { name: `${titles.maxout}, derivative`, fn: 'maxout.derivative', each },
  ];
}

/** ReLU and its kin stay 1000 for x = 1000; sigmoid and tanh must stay finite there, too. */
const publicXs = [-2, -0.5, 0, 0.25, 1.5, 1000, -1000];
const publicGroups = [[0.5, 2, -1], [-3, -1.5], [4], [-2, 7, 1, 7]];

function gradedCases(random: Random): Case[] {
  const xs = (): number[] => random.shuffle([0, 800, -800, ...Array.from({ length: 9 }, () => random.normal(0, 2))]);
  const groups = Array.from({ length: 6 }, () =>
    Array.from({ length: 1 + random.integer(5) }, () => random.normal(-1, 2)),
  );
  return casesFor(xs, [...groups, [-1, 2, 2]]);
}

export const activationFunctions: FunctionExercise = {
  id: '2.3',
  title: 'Six activations and their derivatives',
  points: 6,
  kind: 'function',
  entry: 'activations',
  reference: {
    ...activations,
    maxout: {
      output: (values: number[]) => maxout(values).output,
      derivative: (values: number[]) => values.map((_, k) => (k === maxout(values).winner ? 1 : 0)),
    },
  } as unknown as FunctionExercise['reference'],
  publicCases: casesFor(() => publicXs, publicGroups),
  gradedCases,
  mistakes: mistakenActivations,
  firstStep: 'Begin with ReLU: its output is the larger of 0 and x, and its derivative is 1 where x > 0, else 0.',
};
