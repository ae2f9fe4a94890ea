/** A class is graded by the command, in a process that is killed, interrupted and started again. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openDatabase } from '../../lib/src/grading/classroom/database';
import type { AuditEntry, Grade } from '../../lib/src/grading/classroom/records';
import { ClassStore } from '../../lib/src/grading/classroom/store';
import { rowOf, SqliteGrades } from '../../lib/src/grading/grades/grade-store';
import { projectRoot } from '../../lib/src/project';
import { madeUpClass, madeUpRelease } from '../unit/grading/made-up-class';
import { runCommand, startCommand } from './command';
import { sandboxOrReason } from './sandbox-or-reason';

const { skip } = sandboxOrReason();
const release = { ...madeUpRelease, id: '02-3a-1', chapter: 2 };
const folder = mkdtempSync(join(tmpdir(), 'convolab-class-'));
chmodSync(folder, 0o755); // the users of the sandboxes look for their program in there
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(projectRoot, name, '02-fundamentals.ipynb'), 'utf8');
const solutions = read('solutions');

/** The solutions with the body of the first exercise exchanged. */
function withAnswer(id: string, source: string): string {
  const notebook = JSON.parse(solutions) as { cells: { metadata: { convolab?: object }; source: unknown }[] };
  for (const cell of notebook.cells) {
    const mark = cell.metadata.convolab as { exercise?: string; role?: string } | undefined;
    if (mark?.exercise === id && mark.role === 'answer') cell.source = source;
  }
  return JSON.stringify(notebook);
}

const submissions: Record<string, string[]> = {
  ada: [read('exercises'), solutions],
  bob: [withAnswer('2.1', 'process.exit(0);')],
  cat: ['this is no notebook'],
  dan: [solutions],
  eve: [withAnswer('2.1', 'const conv2d = () => { for (;;); };')],
  fay: [read('exercises')],
};
const total = 7;

/** Where a class lives: the environment of the command that grades it. */
function classIn(name: string): { env: Record<string, string>; grades(): Promise<Grade[]>; audit(): AuditEntry[] } {
  const own = join(folder, name);
  mkdirSync(join(own, 'tmp'), { recursive: true });
  madeUpClass(join(own, '3a'), submissions, { release }).store.close();
  const within = <T>(work: (store: ClassStore) => T): T => {
    const store = new ClassStore(openDatabase(join(own, '3a', 'class.db')));
    try {
      return work(store);
    } finally {
      store.close();
    }
  };
  return {
    env: { CONVOLAB_CLASSES: own, TMPDIR: join(own, 'tmp') },
    grades: () => within((store) => new SqliteGrades(store.database).ofRelease('3a', release.id)),
    audit: () => within((store) => store.audit()),
  };
}

/** Without the times, and the time that an endless loop took. */
const comparable = (grades: Grade[]): unknown[] =>
  grades.map(({ graded, ...grade }) => rowOf({ ...grade, graded: '' }).result.replaceAll(/\d+(\.\d+)? s\b/g, ''));

describe('a class', { skip }, () => {
  let whole: ReturnType<typeof classIn>;
  let expected: Grade[];
  before(async () => {
    whole = classIn('whole');
    const { status, output, complaints } = await runCommand(['grade', '--jobs', '2'], whole.env);
    assert.equal(complaints, '');
    assert.equal(status, 0);
    assert.match(output, /7\/7 .*\n7 hand-ins graded\.$/);
    expected = await whole.grades();
  });

  test('is graded whole, whatever single hand-ins do', () => {
    const points = new Map(expected.map(({ student, result }) => [student, result.points / result.of]));
    assert.equal(expected.length, total);
    assert.equal(points.get('dan'), 1);
    assert.equal(points.get('fay'), 0);
    for (const student of ['bob', 'eve']) {
      const share = points.get(student) ?? 0;
      assert.ok(share > 0.5 && share < 1, `${student}: ${share}`);
    }
    assert.match(expected.find(({ student }) => student === 'cat')?.result.refused ?? '', /no JSON/i);
    assert.deepEqual(
      whole.audit().filter(({ action }) => action === 'grade').length,
      2,
      'the beginning and the end are in the audit trail',
    );
  });

  test('that has been graded is left as it is', async () => {
    const { status, output } = await runCommand(['grade', '--class', '3a'], whole.env);
    assert.equal(status, 0);
    assert.equal(output, 'There is nothing to grade: all 7 hand-ins have a grade.');
    assert.deepEqual(await whole.grades(), expected);
  });

  test('gets one grade for each hand-in where the process was killed, the same as without that', async () => {
    const killed = classIn('killed');
    const first = startCommand(['grade', '--jobs', '2'], killed.env);
    await first.line(/ 3\/7 /);
    first.process.kill('SIGKILL');
    assert.equal((await first.ended).signal, 'SIGKILL');
    const kept = await killed.grades();
    assert.ok(kept.length >= 3 && kept.length < total, `${kept.length} were kept`);
    const second = await runCommand(['grade', '--jobs', '2'], killed.env);
    assert.equal(second.status, 0);
    assert.match(
      second.output,
      new RegExp(`^${total - kept.length} hand-ins? graded, ${kept.length} had a grade before`, 'm'),
    );
    const grades = await killed.grades();
    assert.deepEqual(comparable(grades), comparable(expected));
    for (const grade of kept)
      assert.ok(grades.some((one) => one.graded === grade.graded && one.sha256 === grade.sha256));
  });

  test('is left in order by Ctrl-C', async () => {
    const stopped = classIn('stopped');
    const first = startCommand(['grade', '--jobs', '1'], stopped.env);
    await first.line(/ 1\/7 /);
    first.process.kill('SIGINT');
    const { status, complaints } = await first.ended;
    assert.equal(status, 130);
    assert.equal(complaints, 'Stopped. The same command goes on from here.\n');
    const left = readdirSync(stopped.env.TMPDIR).filter((name) => name.startsWith('convolab-'));
    assert.deepEqual(left, []);
    await runCommand(['grade', '--jobs', '2'], stopped.env);
    assert.deepEqual(comparable(await stopped.grades()), comparable(expected));
  });

  test('is graded again with a list of what changes, and keeps the old grades', async () => {
    const database = openDatabase(join(whole.env.CONVOLAB_CLASSES, '3a', 'class.db'));
    // as if an earlier version of the grader had judged
    database.exec("UPDATE grade SET grader_version = '0.0.9-old'");
    const dan = expected.find(({ student }) => student === 'dan') as Grade;
    const [firstExercise, ...rest] = dan.result.exercises;
    const worse = { ...firstExercise, points: 0, status: 'wrong' as const };
    const points = dan.result.points - firstExercise.points;
    const result = { ...dan.result, points, exercises: [worse, ...rest] };
    database.prepare("UPDATE grade SET result = ? WHERE student = 'dan'").run(rowOf({ ...dan, result }).result);
    database.close();
    const none = await runCommand(['grade'], whole.env);
    assert.match(
      none.output,
      /7 grades of an earlier version of the grader: --regrade shows what this one would change/,
    );
    const { status, output } = await runCommand(['grade', '--regrade', '--chapter', '02'], whole.env);
    assert.equal(status, 0);
    const change = `dan: ${points} → ${dan.result.points} points; 2.1: 0 → ${firstExercise.points} of ${firstExercise.of} (wrong → right)`;
    assert.ok(
      output.includes(`7 hand-ins regraded by ${dan.graderVersion}, 1 with another result.\n  ${change}\n`),
      output,
    );
    assert.equal((await whole.grades()).length, 2 * total);
    assert.ok(
      whole
        .audit()
        .some(({ action, student, text }) => action === 'regrade' && student === 'dan' && text === `${change}.`),
    );
  });

  test('has its essays read at a pipe as well as at a terminal', async () => {
    const { status, output } = await runCommand(['grade', '--manual', '--chapter', '2'], whole.env, '1\nq\n');
    assert.equal(status, 0);
    assert.match(output, /answers to read\. Enter the points/);
    assert.doesNotMatch(output, /dan|Name of/);
    const strange = await runCommand(['grade', '--manual', '--exercise', '2.9'], whole.env);
    assert.match(strange.complaints, /^No exercise "2\.9" waits for a teacher; those that do are 2\.T1\.\n$/);
  });
});

test('what makes no sense to ask for is refused in one sentence', async () => {
  const { env } = classIn('refused');
  const complaint = async (...args: string[]): Promise<string> =>
    (await runCommand(['grade', ...args], env)).complaints;
  const told = await Promise.all([
    complaint('--class', '9z'),
    complaint('--student', 'nobody'),
    complaint('--chapter', '3'),
    complaint('--chapter', 'two'),
    complaint('--jobs', '0'),
    complaint('--names'),
    complaint('--manual', '--regrade'),
    complaint('02'),
  ]);
  assert.deepEqual(
    told.map((text) => text.trim()),
    [
      'There is no class "9z". The classes are 3a.',
      'The class 3a has no student "nobody".',
      'Chapter 3 was not assigned to the class 3a; assigned are 2.',
      '--chapter is the number of a chapter, such as 02; got "two".',
      '--jobs is a whole number, 1 or more; got "0".',
      '--names goes with --manual.',
      '--regrade does not go with --manual.',
      'convolab grade takes options only; got "02". Did you mean --chapter?',
    ],
  );
});
