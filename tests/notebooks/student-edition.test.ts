import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { projectRoot } from '../../lib/src/project';
import { answerTo } from '../unit/exercises/answers';

const folder = mkdtempSync(join(tmpdir(), 'student-edition-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const edition = join(folder, 'out', '02-3a-1');
const notebook = join(edition, 'exercises', '02-fundamentals.ipynb');
const command = join('lib', 'bin', 'convolab.js');

/** What npm and `npm start` would install, linked from here; the library is the edition's own. */
function install(): void {
  const link = (from: string, to: string): void => symlinkSync(join(projectRoot, from), join(edition, to));
  link('.venv', '.venv');
  mkdirSync(join(edition, 'node_modules'));
  for (const name of readdirSync(join(projectRoot, 'node_modules')).filter((one) => one !== 'convolab'))
    link(join('node_modules', name), join('node_modules', name));
  symlinkSync(join(edition, 'lib'), join(edition, 'node_modules', 'convolab'));
}

/** Puts answers into the notebook: a right one, a usual mistake, and the stub that is there. */
function answer(): void {
  const content = JSON.parse(readFileSync(notebook, 'utf8'));
  for (const cell of content.cells) {
    const { exercise, role } = cell.metadata.convolab ?? {};
    if (role !== 'answer') continue;
    if (exercise === '2.1') cell.source = answerTo('2.1');
    if (exercise === '2.5') cell.source = 'const outputSizes = { a: 23, b: 31, c: 111, d: 26, e: 54, f: 4 };';
  }
  writeFileSync(notebook, JSON.stringify(content));
}

before(() => {
  writeFileSync(join(folder, 'list.csv'), 'id,name,email\ns1,"Müller, Anna",anna@example.org\n');
  const args = ['assign', '02', '--class', '3a', '--due', '2027-01-15', '--students', join(folder, 'list.csv')];
  execFileSync(process.execPath, [join(projectRoot, command), ...args, '--to', join(folder, 'out')], {
    env: { ...process.env, CONVOLAB_CLASSES: join(folder, 'classes') },
  });
  install();
  answer();
});

test('an assignment runs where it is unpacked, and its check() tells right, wrong and unfilled answers apart', () => {
  // the tests keep progress elsewhere; a student's is looked at here
  const { CONVOLAB_PROGRESS: _, ...env } = process.env;
  const done = spawnSync(process.execPath, [command, 'run', notebook, '--to', join(folder, 'executed')], {
    cwd: edition,
    encoding: 'utf8',
    env,
  });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  const { cells } = JSON.parse(readFileSync(join(folder, 'executed', '02-fundamentals.ipynb'), 'utf8'));
  const said = (exercise: string): string => {
    const { outputs } = cells.find(
      (cell: { metadata: { convolab?: { exercise: string; role: string } } }) =>
        cell.metadata.convolab?.exercise === exercise && cell.metadata.convolab.role === 'check',
    );
    return JSON.stringify(outputs);
  };
  assert.match(said('2.1'), /(\d+) of \1 cases passed/);
  assert.doesNotMatch(said('2.1'), /✗/);
  assert.match(said('2.5'), /The \+ 1 is missing/);
  assert.match(said('2.4'), /Not written yet/);
  // its own progress, not that of the course
  assert.ok(existsSync(join(edition, '.convolab', 'progress.json')));
});

test('its command line checks the same, and offers what students need', () => {
  const run = (...args: string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, [command, ...args], { cwd: edition, encoding: 'utf8' });
  const { status, stdout } = run('check', '02', '--json');
  assert.equal(status, 1);
  const [{ results }] = JSON.parse(stdout).notebooks as { results: { id: string; status: string; points: number }[] }[];
  const found = Object.fromEntries(results.map(({ id, status: one, points }) => [id, `${one} ${points}`]));
  assert.deepEqual([found['2.1'], found['2.4'], found['2.5']], ['right 8', 'stub 0', 'wrong 0']);
  const help = run('--help').stdout;
  assert.match(help, /check {2,}[\s\S]*pack {2,}/);
  assert.doesNotMatch(help, /assign|release/);
});
