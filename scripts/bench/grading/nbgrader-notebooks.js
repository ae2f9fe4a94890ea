const fs = require('node:fs');
const path = require('node:path');

const METADATA = { kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TypeScript' } };

const marked = (cell, grade_id, nbgrader) => ({
  cell_type: 'code',
  execution_count: null,
  outputs: [],
  id: grade_id,
  ...cell,
  metadata: {
    ...cell.metadata,
    nbgrader: { schema_version: 3, cell_type: 'code', grade_id, task: false, ...nbgrader },
  },
});
const SOLUTION = { grade: false, solution: true, locked: false };
const TEST = { grade: true, solution: false, locked: true, points: 4 };

/** The teacher's notebook: the first exercise of the suite, with the cases that our grader draws. */
function sourceNotebook(root, suite) {
  const { gradedCasesOf } = require(path.join(root, 'lib', 'dist', 'grading', 'score', 'graded-cases'));
  const { expectedOf } = require(path.join(root, 'lib', 'dist', 'exercises', 'judge'));
  const [exercise] = suite.exercises;
  const cases = gradedCasesOf(exercise, 'bench').map((one) => [one.args, expectedOf(exercise, one)]);
  const test = `for (const [args, expected] of ${JSON.stringify(cases)} as any[]) {
  const got = (${exercise.entry} as any)(...args);
  if (JSON.stringify(got) !== JSON.stringify(expected)) throw new Error('wrong');
}`;
  const solution = `function ${exercise.entry}(values: number[], factor: number): number[] {
  // BEGIN SOLUTION
  return values.map((value) => factor * value);
  // END SOLUTION
}`;
  const cells = [marked({ source: solution }, 'answer', SOLUTION), marked({ source: test }, 'test', TEST)];
  return JSON.stringify({ cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 });
}

/**
 * A submission with the marks that nbgrader knows its cells by, and the test cell that was handed out.
 * @returns {string | undefined} undefined for what is no notebook
 */
function submittedNotebook(text, course) {
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(notebook?.cells)) return undefined;
  const released = JSON.parse(fs.readFileSync(path.join(course, 'release', 'a1', 'notebook.ipynb'), 'utf8'));
  const at = notebook.cells.findIndex((cell) => cell?.metadata?.convolab?.exercise === '9.1');
  if (at < 0) return undefined;
  notebook.cells[at] = marked(notebook.cells[at], 'answer', SOLUTION);
  notebook.cells.splice(
    at + 1,
    0,
    released.cells.find((cell) => cell.metadata.nbgrader?.grade),
  );
  return JSON.stringify({ ...notebook, metadata: { ...notebook.metadata, ...METADATA } });
}

module.exports = { sourceNotebook, submittedNotebook };
