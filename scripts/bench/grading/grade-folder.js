// Grades every notebook of a folder, one after the other: `node grade-folder.js FOLDER`. All of them have to be right.
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..', '..');
process.env.TS_NODE_PROJECT = path.join(root, 'tests', 'tsconfig.json');
require('ts-node/register/transpile-only');
const { madeUpSuite } = require(path.join(root, 'tests', 'grading', 'made-up-suite.ts'));
const { gradeSubmission, openGrader } = require(path.join(root, 'lib', 'dist', 'grading'));

async function gradeFolder(folder) {
  const grader = await openGrader(madeUpSuite);
  for (const name of fs.readdirSync(folder)) {
    const { points, of } = await gradeSubmission(madeUpSuite, path.join(folder, name), { seed: 'bench', grader });
    if (points !== of) throw new Error(`${name} got ${points} of ${of} points`);
  }
  await grader.close();
}

gradeFolder(process.argv[2]);
