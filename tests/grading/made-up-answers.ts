/** Answers to chapter 2 as students write them: right in other ways, and wrong in the usual ways. */
import type { Random } from '../../lib/src/maths/random';
import { answerTo, changed } from '../unit/exercises/answers';

export interface AnswerChoice {
  right: string[];
  wrong: string[];
}

/** Names that one student would choose, in place of those of the solution. */
const renamed = (source: string, names: Record<string, string>): string =>
  Object.entries(names).reduce((text, [from, to]) => text.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to), source);

const shortConvolution = `function conv2d(image: number[][][], filters: number[][][][], options: { stride?: number; bias?: number[] } = {}): number[][][] {
  const step = options.stride ?? 1;
  const rows = Math.floor((image.length - filters.length) / step) + 1;
  const columns = Math.floor((image[0].length - filters[0].length) / step) + 1;
  const one = (y: number, x: number, o: number): number =>
    filters.reduce((all, row, a) => all + row.reduce((line, cell, b) =>
      line + cell.reduce((sum, weights, c) => sum + weights[o] * image[y * step + a][x * step + b][c], 0), 0), options.bias?.[o] ?? 0);
  return Array.from({ length: rows }, (_r, y) => Array.from({ length: columns }, (_c, x) => filters[0][0][0].map((_f, o) => one(y, x, o))));
}`;

const shortPooling = `function pool2d(image: number[][][], options: { kind: 'max' | 'average' | 'l2'; size: number; stride?: number; padding?: number }): number[][][] {
  const { kind, size, padding = 0 } = options;
  const stride = options.stride ?? size;
  const combine: Record<string, (list: number[]) => number> = {
    max: (list) => list.reduce((a, b) => (a > b ? a : b)),
    average: (list) => list.reduce((a, b) => a + b) / list.length,
    l2: (list) => Math.hypot(...list),
  };
  const starts = (length: number): number[] => {
    const found: number[] = [];
    for (let at = -padding; at + size <= length + padding; at += stride) found.push(at);
    return found;
  };
  return starts(image.length).map((top) => starts(image[0].length).map((left) => image[0][0].map((_pixel, channel) =>
    combine[kind](image.slice(Math.max(top, 0), top + size).flatMap((row) => row.slice(Math.max(left, 0), left + size).map((pixel) => pixel[channel]))))));
}`;

const reason = `Max pooling keeps the largest value of a window and learns nothing, while the convolution with stride 2 has weights
that are learned and mixes the channels of the map. Pooling forgets where in the window the value was, so that small shifts do
not matter much; the convolution can learn what detail to keep. I would pool where it only counts that something is there.`;

/** By exercise, the right answers first. */
export function answersToChapter2(): Record<string, AnswerChoice> {
  const solved = (id: string): string => answerTo(id);
  const answers: Record<string, AnswerChoice> = {
    '2.1': {
      right: [
        solved('2.1'),
        shortConvolution,
        renamed(solved('2.1'), { sum: 'total', output: 'result', outHeight: 'h', outWidth: 'w' }),
      ],
      wrong: [
        changed('2.1', 'filters[a][b][c][o]', 'filters[kernelHeight - 1 - a][kernelWidth - 1 - b][c][o]'),
        changed('2.1', 'bias ? bias[o] : 0', '0'),
        changed('2.1', 'image[i * stride + a][j * stride + b]', 'image[i + a][j + b]'),
        changed('2.1', 'return output;', ''),
        changed('2.1', 'sum += image', 'sum += undefinedName * image'),
      ],
    },
    '2.2': {
      right: [solved('2.2')],
      wrong: [
        changed('2.2', '[-1, 8, -1]', '[-1, 7, -1]'),
        changed('2.2', '[-1, 0, 1],\n    [-2, 0, 2],\n    [-1, 0, 1]', '[-1, -2, -1],\n    [0, 0, 0],\n    [1, 2, 1]'),
      ],
    },
    '2.3': {
      right: [solved('2.3'), solved('2.3').replaceAll('1 / (1 + Math.exp(-x))', '1 / (1 + Math.E ** -x)')],
      wrong: [
        changed('2.3', 'return s * (1 - s);', 'return x * (1 - x);'),
        changed('2.3', 'x > 0 ? x : 0.1 * x', 'x > 0 ? x : 0.01 * x'),
        changed('2.3', 'k === winner ? 1 : 0', 'values[k]'),
      ],
    },
    '2.4': {
      right: [solved('2.4'), shortPooling],
      wrong: [
        changed('2.4', '/ values.length', '/ (size * size)'),
        changed('2.4', 'stride = size', 'stride = 1'),
        changed(
          '2.4',
          'Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))',
          'values.reduce((sum, value) => sum + value * value, 0)',
        ),
      ],
    },
    '2.5': {
      right: [solved('2.5')],
      wrong: [changed('2.5', 'a: 24', 'a: 25'), changed('2.5', 'c: 112', 'c: 111'), changed('2.5', 'f: 5', 'f: 7')],
    },
    '2.6': {
      right: [solved('2.6'), renamed(solved('2.6'), { outputs: 'positions', total: 'zeros' })],
      wrong: [
        changed('2.6', 'Math.floor(total / 2)', 'Math.ceil(total / 2)'),
        changed('2.6', 'Math.ceil(size / stride)', 'Math.floor(size / stride)'),
      ],
    },
    '2.7': {
      right: [solved('2.7')],
      wrong: [changed('2.7', 'pool1: 6', 'pool1: 7'), changed('2.7', 'threes: 7', 'threes: 9')],
    },
    '2.Q1': {
      right: [solved('2.Q1')],
      wrong: ["const answerQ1 = 'a';", "const answerQ1 = 'd';", 'const answerQ1 = 2;'],
    },
    '2.Q2': { right: [solved('2.Q2')], wrong: ["const answerQ2 = 'c';"] },
    '2.Q3': { right: [solved('2.Q3')], wrong: ["const answerQ3 = 'a';", "const answerQ3 = 'b';"] },
    '2.T1': {
      right: [`const answerT1 = ${JSON.stringify(reason)};`],
      wrong: ["const answerT1 = 'Pooling is faster.';"],
    },
  };
  return Object.fromEntries(
    Object.entries(answers).map(([id, { right, wrong }]) => [
      id,
      { right: right.map(asStudent), wrong: wrong.map(asStudent) },
    ]),
  );
}

/** Without the teacher's marks. */
const asStudent = (source: string): string => source.replace(/^ *\/\/ (BEGIN|END) SOLUTION\n?|^ *\/\/ STUB.*\n/gm, '');

/** The same answer as another hand would write it: other tokens here and there, and the same results. */
export function inOwnStyle(source: string, draw: Random): string {
  const sometimes = (text: string, pattern: RegExp, to: string): string =>
    text.replace(pattern, (...found: string[]) => {
      const whole = found[0];
      return draw.uniform() < 0.5 ? whole : to.replace(/\$(\d)/g, (_, n: string) => found[Number(n)]);
    });
  const changes: [RegExp, string][] = [
    [/\b(\w+)\+\+/g, '$1 += 1'],
    [/Math\.floor\(/g, 'Math.trunc('],
    [/\bconst (?=[\w[{])/g, 'let '],
    [/\b0;/g, '0 + 0;'],
    [/(\w+) \* (\w+) \+ /g, '($1 * $2) + '],
    [/^( +)return (.*);$/gm, '$1const answer = $2;\n$1return answer;'],
    [/\.length\b/g, "['length']"],
    [/^( +)(for|let|const) /gm, '$1{}\n$1$2 '],
    [/ > 0 \? /g, ' >= Number.MIN_VALUE ? '],
  ];
  return changes.reduce((text, [pattern, to]) => sometimes(text, pattern, to), source);
}

/** A right answer with other names, spaces and comments: what a copy looks like after some work. */
export function disguised(source: string): string {
  const names = {
    output: 'zz',
    sum: 'acc',
    outHeight: 'qh',
    outWidth: 'qw',
    values: 'list',
    winner: 'best',
    positions: 'spots',
  };
  return `// my own work\n${renamed(source, names).replace(/^ +/gm, '      ')}`;
}
