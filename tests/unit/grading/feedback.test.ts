import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { feedbackCommand } from '../../../lib/src/cli/feedback';
import { openClass } from '../../../lib/src/grading/classroom/class-folder';
import { studentFeedback } from '../../../lib/src/grading/feedback/class-feedback';
import { type ClassResults, classResults } from '../../../lib/src/grading/results/class-results';
import { type Kind, madeUpClass } from '../../grading/made-up-class';
import { fillRoom } from '../../grading/made-up-room';
import { assertHarmless } from './hostile-markup';
import { printed } from './printed';

const folder = mkdtempSync(join(tmpdir(), 'feedback-'));
const before3a = process.env.CONVOLAB_CLASSES;
const people = madeUpClass();
const ofKind = (kind: Kind) => people.filter((student) => student.kind === kind);
let results: ClassResults;

before(async () => {
  process.env.CONVOLAB_CLASSES = folder;
  await fillRoom('3a', people);
  const room = openClass('3a');
  results = await classResults(room);
  room.store.close();
});

after(() => {
  if (before3a === undefined) delete process.env.CONVOLAB_CLASSES;
  else process.env.CONVOLAB_CLASSES = before3a;
  rmSync(folder, { recursive: true, force: true });
});

const feedbackOf = (id: string, now = '2027-03-01T00:00:00Z') => {
  const [student] = results.students.filter((one) => one.id === id);
  return studentFeedback(results, student, new Date(now)).chapters[0];
};

describe('what the page of a student says', () => {
  it('is all points and the own answers where all is right', () => {
    const [{ id }] = ofKind('perfect');
    const { points, of, waiting, facts, exercises } = feedbackOf(id);
    // 37 of the grader, 2 of 3 for the text
    assert.deepEqual([points, of, waiting], [39, 40, 0]);
    assert.deepEqual(facts, [
      'Handed in on Friday, 15 January 2027, 03:59 (UTC+1); it was due on Friday, 15 January 2027, 23:59 (UTC+1).',
    ]);
    assert.match(exercises[0].source ?? '', /function conv2d/);
    assert.deepEqual(exercises.at(-1)?.manual?.rubric, [1, 1, 0]);
    assert.equal(exercises.at(-1)?.rubric?.length, 3);
  });

  it('tells what lateness took off', () => {
    const late = ofKind('late').map(({ id }) => feedbackOf(id));
    assert.match(late[0].facts[1], /^1 day late: 10 % off, [\d.]+ of the [\d.]+ points/);
    assert.match(late[1].facts[1], /^2 days late: 20 % off/);
    assert.match(late[2].facts[1], /^9 days late: nothing of it counts any more\. It would have been \d/);
    assert.equal(late[2].points, 0);
  });

  it('tells of the better one of two attempts, of a due date of their own, and of nothing', () => {
    assert.ok(feedbackOf(ofKind('twice')[0].id).facts.includes('Attempt 2 of 2 counts, the one with the most points.'));
    assert.match(feedbackOf(ofKind('partial')[0].id).facts[0], /20 January 2027, 12:00 \(UTC\+1\), a time of your own/);
    const missing = feedbackOf(ofKind('missing')[0].id);
    assert.deepEqual([missing.points, missing.exercises.length], [0, 0]);
    assert.match(missing.facts[0], /^Nothing was handed in/);
  });

  it('keeps the cases secret until the last late day of whoever has the longest time', () => {
    const [{ id }] = ofKind('wrong');
    const openAt = (now: string): boolean => feedbackOf(id, now).exercises[0].open;
    assert.deepEqual([openAt('2027-01-23T10:00:00Z'), openAt('2027-01-23T12:00:00Z')], [false, true]);
  });

  it('says so where the file is another one than was graded', () => {
    const [{ id }] = ofKind('renamed');
    const [chapter] = results.chapters;
    const file = join(folder, '3a', chapter.grades.get(id)?.counts?.attempt.file ?? '');
    const text = readFileSync(file);
    writeFileSync(file, `${text} `);
    assert.match(feedbackOf(id).exercises[0].noSource ?? '', /was changed after it was graded/);
    rmSync(file);
    assert.match(feedbackOf(id).exercises[0].noSource ?? '', /cannot be read any more/);
    writeFileSync(file, text);
  });
});

describe('convolab feedback', () => {
  it('writes a harmless page for everybody', async () => {
    const { text, status } = await printed(() => feedbackCommand.run(['--class', '3a']));
    assert.equal(status, 0);
    assert.match(text, /^30 pages in .*feedback\n\d+ students of them wait/);
    const pages = readdirSync(join(folder, '3a', 'feedback'));
    assert.deepEqual(pages.sort(), people.map(({ id }) => `${id}.html`).sort());
    for (const page of pages) {
      const html = readFileSync(join(folder, '3a', 'feedback', page), 'utf8');
      assert.ok(html.length < 400_000, `${page}: ${html.length}`);
      assertHarmless(html);
    }
  });

  it('writes one page where it is told to', async () => {
    const to = join(folder, 'out', 'pages');
    await printed(() => feedbackCommand.run(['--student', 's05', '--chapter', '02', '--to', to]));
    assert.deepEqual(readdirSync(to), ['s05.html']);
  });

  it('says in a sentence what is wrong', async () => {
    const fails = (args: string[], message: RegExp): Promise<void> =>
      assert.rejects(feedbackCommand.run(args), { name: 'UserError', message });
    await fails(['--class', '3b'], /There is no class "3b"\. The classes are 3a\./);
    await fails(['--chapter', '4'], /Chapter 04 was not assigned to class 3a; it has 02\./);
    await fails(['--chapter', 'two'], /--chapter is the number of a chapter/);
    await fails(['--student', 'S05'], /Class 3a has no student "S05"\. Did you mean s05\?/);
    await fails(['3a'], /takes options only; got "3a"/);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await fails(['--to', file], /--to is a folder, but .* is a file/);
  });

  it('says what to do first where nothing is graded', async () => {
    const few = [...ofKind('perfect').slice(0, 1), ...ofKind('partial').slice(0, 1)];
    await fillRoom('new', few, () => false);
    await assert.rejects(feedbackCommand.run(['--class', 'new']), /No hand-in of class new is graded yet: run `npx/);
    assert.equal(existsSync(join(folder, 'new', 'feedback')), false);
  });
});
