import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../lib/src/project';
import { answerCell, cellsWith, honest, notebookText } from '../made-up-suite';
import { honestBody, scale, type Threat } from './threat';

const whole = notebookText(cellsWith());
const other = scale('return 1;');
const marked = (exercise: string, source: string, extra: object): object => ({
  ...answerCell(exercise, source),
  metadata: { convolab: { exercise, role: 'answer', ...extra }, ...extra },
});
const rest = cellsWith().slice(1);
const cellsOf = (...cells: object[]): string => notebookText([...cells, ...rest]);
const none = { points: 0, others: 0 };

/** Notebooks that are not what they seem. */
export const notebooks: Threat[] = [
  { threat: 'an empty file', text: '', refused: /no JSON/, ...none },
  { threat: 'cut off', text: whole.slice(0, -20), refused: /no JSON/, ...none },
  { threat: 'no object', text: '[]', refused: /no notebook/, ...none },
  { threat: 'an old format', text: whole.replace('"nbformat":4', '"nbformat":3'), refused: /format 4/, ...none },
  { threat: 'no cells', text: notebookText([]), refused: /empty/, ...none },
  { threat: 'cells that are no cells', text: notebookText([7]), refused: /Cell 1 .* no cell/, ...none },
  {
    threat: 'a cell without text',
    text: notebookText([answerCell('9.1', { evil: 1 })]),
    refused: /Cell 1 .* no text/,
    ...none,
  },
  { threat: 'JSON a hundred thousand deep', text: '['.repeat(1e5) + ']'.repeat(1e5), refused: /levels deep/, ...none },
  {
    threat: 'outputs a thousand deep',
    text: whole.replace('"outputs":[]', `"outputs":${'['.repeat(1000)}${']'.repeat(1000)}`),
    refused: /levels deep/,
    ...none,
  },
  {
    threat: '22 megabytes',
    text: whole.replace('"metadata":{}', `"metadata":{"x":"${'x'.repeat(22 * 2 ** 20)}"}`),
    refused: /22 MB|23 MB/,
    ...none,
  },
  {
    threat: 'ten thousand cells',
    text: notebookText(Array(10_000).fill(answerCell('9.1', honestBody))),
    refused: /10000 cells/,
    ...none,
  },
  {
    threat: 'a cell of a million characters',
    cells: cellsWith({ '9.1': `${honestBody}//${'x'.repeat(1e6)}` }),
    refused: /characters/,
    ...none,
  },
  {
    threat: 'prototype in the metadata',
    text: whole.replace('"metadata":{}', '"metadata":{"__proto__":{"polluted":1}}'),
    refused: /__proto__/,
    ...none,
  },
  {
    threat: 'prototype in a cell',
    text: whole.replace('"cell_type":"code"', '"__proto__":{"polluted":1},"cell_type":"code"'),
    refused: /__proto__/,
    ...none,
  },
  { threat: 'no text in UTF-8', text: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), refused: /UTF-8/, ...none },
  {
    threat: 'a link to the solutions',
    place: (path) => symlinkSync(join(projectRoot, 'solutions', '02-fundamentals.ipynb'), path),
    refused: /is a link/,
    ...none,
  },
  { threat: 'a link to a device', place: (path) => symlinkSync('/dev/zero', path), refused: /is a link/, ...none },
  { threat: 'a folder', place: (path) => mkdirSync(path), refused: /no regular file/, ...none },
  { threat: 'a pipe', place: (path) => void execFileSync('mkfifo', [path]), refused: /no regular file/, ...none },
  { threat: 'missing', place: () => {}, refused: /is not there/, ...none },
  {
    threat: 'two answers, the first wrong',
    text: cellsOf(answerCell('9.1', other), answerCell('9.1', honestBody)),
    problem: /2 answer cells; cell 1 counts/,
  },
  { threat: 'no answer', text: cellsOf(), says: /no answer cell/, problem: /no answer cell for 9\.1/ },
  {
    threat: 'an id that does not exist',
    text: cellsOf(answerCell('9.99', honestBody)),
    points: 4,
    problem: /"9\.99", which this chapter does not have/,
  },
  {
    threat: 'an id of another kind',
    text: cellsOf(marked('9.1', honestBody, { exercise: ['9.1'] })),
    points: 4,
    problem: /by its name/,
  },
  {
    threat: 'an id with a path',
    text: cellsOf(answerCell('../../9.1', honestBody)),
    points: 4,
    problem: /"\.\.\/\.\.\/9\.1"/,
  },
  {
    threat: 'points in the metadata',
    text: cellsOf(marked('9.1', other, { points: 1000, weight: 1e9, status: 'right' })),
  },
  {
    threat: 'nbgrader is told to skip',
    text: cellsOf(
      marked('9.1', other, {
        tags: ['skip-execution'],
        nbgrader: { grade: true, points: 99, solution: true, locked: false },
      }),
    ),
  },
  {
    threat: 'results in the outputs',
    text: cellsOf({
      ...answerCell('9.1', other),
      outputs: [{ output_type: 'execute_result', data: { 'text/plain': '4 of 4 points' } }],
    }),
  },
  { threat: 'answers moved', text: notebookText([...cellsWith()].reverse()), points: 4, problem: /was moved before/ },
  {
    threat: 'one cell for two exercises',
    text: notebookText([
      answerCell('9.1', `${honest['9.1']}\n${honest['9.3']}`),
      ...rest.filter((cell) => cell.id !== '9-3'),
    ]),
    points: 4,
    problem: /Cell 1 is taken for the answer to 9\.3 by its name/,
  },
  {
    threat: 'a name with a Cyrillic letter',
    cells: cellsWith({ '9.1': honestBody.replace('scale', 'sc\u0430le') }),
    says: /declares no `scale`/,
  },
  {
    threat: 'a name with a Cyrillic letter, unmarked',
    text: cellsOf({ ...answerCell('9.1', honestBody.replace('scale', 'sc\u0430le')), metadata: {} }),
    says: /"sc\\u\{430\}le", which only looks like `scale`/,
  },
  {
    threat: 'text that runs backwards',
    cells: cellsWith({ '9.1': `${honestBody} // \u202e } return 1 {` }),
    points: 4,
    problem: /U\+202E in line 1/,
  },
  {
    threat: 'characters without width',
    cells: cellsWith({ '9.T1': "const answerT1 = 'Be\u200bcause it is so.';" }),
    points: 4,
    problem: /U\+200B/,
  },
  {
    threat: 'types that take for ever',
    cells: cellsWith({
      '9.1': `type Grow<T extends any[], N> = T['length'] extends N ? T : Grow<[...T, ...T, 1], N>;\ntype A<T> = T extends [infer H, ...infer R] ? [A<R>, A<R>, H] : [];\nconst x: A<[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27]> = 0 as any;\n${scale('return 1;')}`,
    }),
  },
  {
    threat: 'brackets a hundred thousand deep',
    cells: cellsWith({ '9.1': `const x = ${'('.repeat(50_000)}1${')'.repeat(50_000)};\n${honestBody}` }),
    says: /cannot be compiled/,
  },
  {
    threat: 'a script for the prompt of the compiler',
    cells: cellsWith({ '9.1': '#!/bin/sh\nrm -rf /\n' }),
    says: /compile|no `scale`/,
  },
  {
    threat: 'a judge that meets what it did not expect',
    cells: cellsWith({ '9.3': 'const kernel = { reduce: 1, length: 3 };' }),
    points: 4,
    others: 3,
  },
  {
    threat: 'a choice that is all letters',
    cells: cellsWith({ '9.Q1': "const answerQ1 = ['a', 'b'];" }),
    points: 4,
    others: 4,
  },
  {
    threat: 'a text of HTML',
    cells: cellsWith({ '9.T1': "const answerT1 = '<script>alert(1)</script> and two words';" }),
    points: 4,
  },
];
