import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, beforeEach, describe, it } from 'node:test';
import { defineExercises } from '../../../lib/src/exercises';
import type { ClassRoom } from '../../../lib/src/grading/classroom/class-folder';
import type { Grade } from '../../../lib/src/grading/classroom/records';
import { lineReader } from '../../../lib/src/grading/manual/line-reader';
import { serveAnswers } from '../../../lib/src/grading/manual/serve-answers';
import { type WaitingAnswer, waitingAnswers } from '../../../lib/src/grading/manual/waiting-answers';
import { madeUpGrade } from './grade-store-contract';
import { madeUpClass, madeUpRelease } from './made-up-class';

const folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const text = (id: string, rubric: { points: number; criterion: string }[]) => ({
  kind: 'text' as const,
  id,
  title: `Essay ${id}`,
  points: rubric.reduce((sum, { points }) => sum + points, 0),
  entry: `answer${id.slice(2)}`,
  question: 'Why pooling?',
  rubric,
});
const suite = defineExercises({
  chapter: 9,
  title: 'Made up',
  exercises: [
    text('9.T1', [
      { points: 2, criterion: 'names shifts' },
      { points: 1, criterion: 'gives an example' },
    ]),
    text('9.T2', [{ points: 4, criterion: 'a reason' }]),
  ],
});

/** What a grader makes of two texts; an undefined one was not written. */
function gradeOf(student: string, sha256: string, texts: (string | undefined)[]): Grade {
  const exercises = suite.exercises.map(({ id, title, entry, points: of }, i) => ({
    ...{ id, title, entry, of, points: 0, sentence: '', cases: [], printed: '', text: texts[i] },
    status: texts[i] === undefined ? ('stub' as const) : ('recorded' as const),
  }));
  const base = madeUpGrade({ release: madeUpRelease.id, student, sha256 });
  return { ...base, result: { ...base.result, points: 0, of: 0, exercises } };
}

let room: ClassRoom;
let grades: Grade[];
let rooms = 0;
beforeEach(() => {
  room = madeUpClass(join(folder, `${++rooms}`), { ada: ['a1', 'a2'], bob: ['b'], eve: ['e'] });
  const [a1, a2, b, e] = room.store.attempts(madeUpRelease.id).map(({ sha256 }) => sha256);
  grades = [
    gradeOf('ada', a1, ['the same text', 'first']),
    gradeOf('ada', a2, ['the same text', 'second']),
    gradeOf('bob', b, ['red \u001b[31m text \u202e', undefined]),
    gradeOf('eve', e, [undefined, undefined]),
  ];
});

const waiting = (selection = {}): WaitingAnswer[] => waitingAnswers(room, madeUpRelease, suite, grades, selection);

/** Serves what waits to a teacher who types these lines. */
async function serve(typed: string, options: { names?: boolean; all?: boolean } = {}): Promise<string> {
  const input = new PassThrough();
  let printed = '';
  const output = new PassThrough();
  output.on('data', (chunk) => (printed += chunk));
  input.end(typed);
  const lines = lineReader(input, output);
  await serveAnswers(waiting({ all: options.all }), {
    lines,
    names: options.names,
    write: (words) => void output.write(words),
    give: (points) => room.store.giveManual(points),
  });
  lines.close();
  return printed;
}

const given = (): unknown[] =>
  room.store
    .manual(madeUpRelease.id)
    .map(({ student, exercise, points, remark }) => [student, exercise, points, remark]);

describe('answers that a teacher reads', () => {
  it('come by exercise, a text that was handed in twice once', () => {
    const answers = waiting().map(({ student, exercise, text }) => `${exercise} ${student.id} ${text?.slice(0, 6)}`);
    assert.deepEqual(
      [answers.slice(0, 2).sort(), answers.slice(2).sort()],
      [
        ['9.T1 ada the sa', '9.T1 bob red \u001b['],
        ['9.T2 ada first', '9.T2 ada second'],
      ],
    );
    assert.equal(waiting({ exercises: ['9.T2'], students: ['bob'] }).length, 0);
  });

  it('are not those that can change no grade any more', () => {
    room.store.override({ release: madeUpRelease.id, student: 'bob', points: 3, reason: 'oral' });
    assert.deepEqual(
      waiting().filter(({ student }) => student.id === 'bob'),
      [],
    );
    assert.equal(waiting({ all: true }).filter(({ student }) => student.id === 'bob').length, 1);
  });

  it('get points for each criterion and a remark, kept at once', async () => {
    const [first] = waiting();
    const printed = await serve('1,5\n1\nWell put.\n');
    assert.deepEqual(given(), [[first.student.id, '9.T1', 2.5, 'Well put.']]);
    assert.match(printed, /names shifts \(2\): .*gives an example \(1\): .*Kept: 2\.5 points of 3\./s);
    const [kept] = room.store.manual(madeUpRelease.id);
    assert.deepEqual([kept.rubric, kept.sha256], [[1.5, 1], first.sha256]);
  });

  it('go on where they were left', async () => {
    assert.equal(waiting().length, 4);
    await serve('1\n1\n\nq\n');
    assert.equal(waiting().length, 3);
    await serve('1\n1\n\n4\n\n0\n\n');
    assert.equal(waiting().length, 0);
    assert.equal(waiting({ all: true }).length, 4);
  });

  it('are skipped and gone back to; points that are given again stand in place of the first', async () => {
    const [first, second] = waiting();
    // the first criterion, back to it, all of it; then back to the whole answer
    const printed = await serve('2\nb\n1\n1\nfirst\nb\n0\n0\nagain\ns\nq\n');
    assert.deepEqual(given(), [[first.student.id, '9.T1', 0, 'again']]);
    assert.match(printed, /So far: 2 points \(1 \+ 1\), "first"/);
    assert.ok(waiting().some(({ student }) => student.id === second.student.id));
  });

  it('are asked for again after a slip', async () => {
    const printed = await serve('3\n-1\nx\u001b[2J\n1\n1\n\n');
    assert.match(printed, /There are at most 2 for this\./);
    assert.match(printed, /"-1" is no number of points\./);
    assert.match(printed, /"x\\u\{1b\}\[2j" is no number of points\./);
    assert.equal(given().length, 1);
  });

  it('do nothing to the terminal, and say nothing of who wrote them', async () => {
    const printed = await serve('s\ns\ns\ns\n');
    assert.doesNotMatch(printed, /(?!\n)[\p{Cc}\p{Cf}]/u);
    assert.match(printed, /red \\u\{1b\}\[31m text \\u\{202e\}/);
    assert.doesNotMatch(printed, /ada|bob|Name of/);
    assert.match(await serve('q\n', { names: true }), /Name of (ada \(ada\)|bob \(bob\))/);
  });

  it('keep nothing of an answer that was left in the middle', async () => {
    await serve('1\n1\n');
    await serve('1\nq\n');
    assert.deepEqual(given(), []);
  });
});
