import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSuites } from '../../lib/src/exercises/load';
import { courseOriginals } from '../../lib/src/grading/reading/originals';
import { originalRuns, resemblances, tokensOf } from '../../lib/src/grading/reading/resemblance';
import { projectRoot } from '../../lib/src/project';
import { answerTo } from '../unit/exercises/answers';

const suite = loadSuites().filter(({ chapter }) => chapter === 2)[0];
const originals = originalRuns(courseOriginals(suite));
const library = readFileSync(join(projectRoot, 'lib', 'src', 'maths', 'conv2d.ts'), 'utf8');

/** Another name for every name, and another layout. */
const renamed = (text: string): string =>
  text
    .replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/\b(output|kernel|image|height|width|channels|padding|stride|sum|row|column)\b/g, 'my_$1')
    .replace(/\n\s*/g, '\n\n  ');

test('the library under other names is found', () => {
  const [found] = resemblances('2.1', renamed(library), originals);
  assert.equal(found.original, 'lib/src/maths/conv2d.ts');
  assert.ok(found.share > 0.95, `${found.share}`);
});

test('a solution under other names is found, for its own exercise', () => {
  const copy = renamed(answerTo('2.3'));
  assert.ok(resemblances('2.3', copy, originals).some(({ original }) => original === 'the solution of 2.3'));
  assert.ok(!resemblances('2.1', copy, originals).some(({ original }) => original.startsWith('the solution')));
});

test('what was handed out is no copy, and neither is a short answer', () => {
  for (const { id } of suite.exercises)
    assert.deepEqual(resemblances(id, answerTo(id, 'exercises'), originals), [], id);
  assert.deepEqual(
    resemblances('2.6', 'const samePadding = (k: number) => ({ before: (k - 1) >> 1, after: k >> 1 });', originals),
    [],
  );
});

test('a table of numbers is no copy of another one', () => {
  assert.deepEqual(
    resemblances('2.2', answerTo('2.2'), originals).filter(({ original }) => original.startsWith('lib')),
    [],
  );
});

test('another way of writing it is no copy', () => {
  const own = `function conv2d(image: any, filters: any, options: any = {}): any {
    const { stride = 1 } = options;
    const kernelRows = filters[0].length;
    const rows: any[] = [];
    let y = 0;
    while (y + kernelRows <= image.length) {
      const row: any[] = [];
      let x = 0;
      while (x + kernelRows <= image[0].length) {
        row.push(filters.map((filter: any) => {
          const products = filter.flatMap((line: any, dy: number) => line.flatMap((cell: any, dx: number) =>
            cell.map((weight: number, channel: number) => weight * image[y + dy][x + dx][channel])));
          return products.reduce((a: number, b: number) => a + b, 0);
        }));
        x += stride;
      }
      rows.push(row);
      y += stride;
    }
    return rows;
  }`;
  assert.deepEqual(resemblances('2.1', own, originals), []);
});

test('names, comments and layout are no tokens that count; numbers are', () => {
  assert.deepEqual(tokensOf('let a = 1; // one'), tokensOf('let\n  b = 1;'));
  assert.notDeepEqual(tokensOf('let a = 1;'), tokensOf('let a = 2;'));
});
