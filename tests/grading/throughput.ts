/**
 * Measures how many submissions are graded in a second: `node --require ./scripts/testing/typescript.js
 * tests/grading/throughput.ts [submissions] [jobs]`, after `npm run build`. Each is the solution of chapter 2 with a
 * remark of its own in each answer, so that no two are compiled alike.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NotebookCell } from '../../lib/src/exercises/answer-cells';
import type { Suite } from '../../lib/src/exercises/spec';
import type * as Grading from '../../lib/src/grading';
import { projectRoot } from '../../lib/src/project';

const [count = 40, jobs = 1] = process.argv.slice(2).map(Number);

async function measure(): Promise<void> {
  // the compiled library, as a teacher runs it
  const { gradeSubmission, openGrader } = require(join(projectRoot, 'lib', 'dist', 'grading')) as typeof Grading;
  const { loadSuites } = require(join(projectRoot, 'lib', 'dist', 'exercises')) as { loadSuites(): Suite[] };
  const suite = loadSuites().find(({ chapter }) => chapter === 2) as Suite;
  const text = readFileSync(join(projectRoot, 'solutions', '02-fundamentals.ipynb'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'convolab-throughput-'));
  const paths = Array.from({ length: count }, (_, number) => {
    const notebook = JSON.parse(text) as { cells: NotebookCell[] };
    for (const cell of notebook.cells) {
      if (cell.metadata?.convolab?.role === 'answer') cell.source = `${[cell.source].flat().join('')}\n// ${number}`;
    }
    const path = join(folder, `${number}.ipynb`);
    writeFileSync(path, JSON.stringify(notebook));
    return path;
  });
  const grader = await openGrader(suite, { jobs });
  const grade = async (path: string): Promise<void> => {
    const { points, of } = await gradeSubmission(suite, path, { seed: 'throughput', grader });
    if (points !== of) throw new Error(`${path} got ${points} of ${of} points`);
  };
  for (const path of paths.slice(0, 5)) await grade(path); // the compiler gets warm
  const begun = performance.now();
  const queue = [...paths];
  const worker = async (): Promise<void> => {
    for (let path = queue.pop(); path; path = queue.pop()) await grade(path);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  const seconds = (performance.now() - begun) / 1000;
  await grader.close();
  rmSync(folder, { recursive: true });
  const rate = (count / seconds).toFixed(2);
  console.log(
    `${count} submissions, ${jobs} at a time: ${rate} a second; load of the machine ${loadavg()[0].toFixed(1)}`,
  );
}

void measure();
