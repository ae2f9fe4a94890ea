/** A class of thirty from the assignment to the dashboard, by the commands that a teacher types. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { openDatabase } from '../../lib/src/grading/classroom/database';
import { ClassStore } from '../../lib/src/grading/classroom/store';
import { assertHarmless } from '../unit/grading/hostile-markup';
import { makeZip } from '../unit/grading/zip-archive';
import { type Ended, runCommand } from './command';
import { type Kind, type MadeUpStudent, madeUpClass } from './made-up-class';
import { sandboxOrReason } from './sandbox-or-reason';

const students = madeUpClass();
const due = Date.parse('2027-01-15T23:59:59+01:00');
const number = ({ id }: MadeUpStudent): number => 1000 + Number(id.slice(1));
const field = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Moodle's archive and worksheet, when each student has handed in that often. */
async function moodle(folder: string, attempt: 1 | 2): Promise<{ zip: string; worksheet: string }> {
  const handedIn = students.map((student) => ({
    student,
    handIn: student.handIns[attempt - 1] ?? student.handIns.at(-1),
  }));
  const time = (hours: number): string =>
    new Intl.DateTimeFormat('en-GB', {
      ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
      timeZone: 'Europe/Berlin',
    } as Intl.DateTimeFormatOptions)
      .format(due + hours * 3_600_000)
      .replace(' at ', ', ')
      .replace(/^(\w+) (\d)/, '$1, $2');
  const rows = handedIn.map(({ student, handIn }) =>
    [
      `Participant ${number(student)}`,
      field(student.name),
      student.email,
      handIn ? 'Submitted for grading' : 'No submission',
      '',
      '40.00',
      'Yes',
      handIn ? field(time(handIn.hours)) : '-',
      '',
    ].join(','),
  );
  const head =
    'Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Feedback comments';
  const worksheet = join(folder, `worksheet-${attempt}.csv`);
  writeFileSync(worksheet, `\uFEFF${head}\n${rows.join('\n')}\n`);
  const entries = handedIn.flatMap(({ student, handIn }) =>
    handIn
      ? [{ name: `${student.name}_${number(student)}_assignsubmission_file_/${handIn.fileName}`, content: handIn.text }]
      : [],
  );
  return { zip: await makeZip(join(folder, `all-${attempt}.zip`), entries), worksheet };
}

const { skip } = sandboxOrReason();

describe('a class of thirty, from the assignment to the dashboard', { skip, timeout: 900_000 }, () => {
  let folder: string;
  const place = (...path: string[]): string => join(folder, 'classes', '3a', ...path);
  const run = async (...args: string[]): Promise<Ended> => {
    const ended = await runCommand(args, { CONVOLAB_CLASSES: join(folder, 'classes'), TZ: 'Europe/Berlin' });
    assert.equal(ended.status, 0, `convolab ${args.join(' ')}\n${ended.output}\n${ended.complaints}`);
    return ended;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'whole-class-'));
    const lines = students.map(({ id, name, email }) => `${id},${field(name)},${email}`);
    writeFileSync(join(folder, 'class.csv'), `id,name,email\n${lines.join('\n')}\n`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const of = (kind: Kind): MadeUpStudent[] => students.filter((student) => student.kind === kind);
  let points: Map<string, Record<string, string>>;

  it('is assigned a chapter, with a due time and a price for lateness', async () => {
    const late = '10 % a day, 3 days';
    const options = [
      '--class',
      '3a',
      '--due',
      '2027-01-15T23:59:59',
      '--late',
      late,
      '--students',
      join(folder, 'class.csv'),
    ];
    const { output } = await run('assign', '02', ...options, '--to', join(folder, 'for-students'));
    assert.match(output, /15 January 2027/);
    assert.ok(existsSync(join(folder, 'for-students', '02-3a-1', 'exercises', '02-fundamentals.ipynb')));
  });

  it('hands in by Moodle, some twice; every attempt is kept once', async () => {
    for (const attempt of [1, 2, 2] as const) {
      const { zip, worksheet } = await moodle(folder, attempt);
      await run('collect', '--from', zip, '--worksheet', worksheet);
    }
    const store = new ClassStore(openDatabase(place('class.db')));
    const attempts = store.attempts(store.releases()[0].id);
    store.close();
    for (const { id, handIns, kind } of students) {
      const own = attempts.filter(({ student }) => student === id);
      assert.equal(own.length, handIns.length, `${id}, ${kind}`);
      assert.deepEqual(
        own.map(({ timeFrom, doubtful }) => [timeFrom, doubtful]),
        own.map(() => ['worksheet', undefined]),
      );
    }
    const { output } = await run('class');
    for (const { id } of of('missing')) assert.match(output, new RegExp(`${id}.*(missing|nothing)`));
  });

  it('is graded, each hand-in once', async () => {
    const handedIn = students.flatMap(({ handIns }) => handIns).length;
    const { output } = await run('grade');
    assert.match(output, new RegExp(`^${handedIn} hand-ins graded\\.$`, 'm'));
    const again = await run('grade');
    assert.doesNotMatch(again.output, /hand-ins graded/);
  });

  it('gets the points that it deserves', async () => {
    await run('gradebook');
    const rows = parse(readFileSync(place('gradebook.csv')), { columns: true, bom: true }) as Record<string, string>[];
    points = new Map(rows.map((row) => [row.id, row]));
    assert.equal(points.size, 30);
    const reached = ({ id }: MadeUpStudent): number => Number(points.get(id)?.['chapter 2 points'] || 0);
    // 40 points, 3 of them for the text that a teacher reads
    for (const student of of('perfect')) assert.equal(reached(student), 37, student.id);
    for (const kind of ['empty', 'missing'] as const)
      for (const student of of(kind)) assert.equal(reached(student), 0, student.id);
    for (const student of of('wrong')) assert.ok(reached(student) <= 34, `${student.id}: ${reached(student)}`);
    for (const student of of('partial')) assert.ok(reached(student) > 0 && reached(student) < 37, student.id);
    // none of these answers is right: no point may come from them
    for (const { id } of of('hostile')) {
      for (const exercise of ['2.1', '2.4', '2.6', '2.7', '2.Q1']) {
        const title = Object.keys(rows[0]).find((one) => one.startsWith(exercise)) ?? exercise;
        assert.equal(Number(points.get(id)?.[title] || 0), 0, `${id} ${exercise}`);
      }
    }
    // a day late, two days late, and more than the three days that count
    const exercisesOf = ({ id }: MadeUpStudent): number =>
      Object.entries(points.get(id) ?? {})
        .filter(([title]) => /^2\.[\dQT]/.test(title))
        .reduce((sum, [, value]) => sum + Number(value || 0), 0);
    const [one, two, never] = of('late');
    assert.ok(Math.abs(reached(one) - 0.9 * exercisesOf(one)) < 0.006, `${reached(one)} of ${exercisesOf(one)}`);
    assert.ok(Math.abs(reached(two) - 0.8 * exercisesOf(two)) < 0.006, `${reached(two)} of ${exercisesOf(two)}`);
    assert.equal(reached(never), 0);
  });

  it('gets a page each, and the teacher a dashboard and the worksheet for Moodle', async () => {
    await run('feedback');
    assert.deepEqual(
      readdirSync(place('feedback'))
        .filter((name) => name.endsWith('.html'))
        .sort(),
      students.map(({ id }) => `${id}.html`).sort(),
    );
    for (const { id, name } of students) {
      const { body } = assertHarmless(readFileSync(place('feedback', `${id}.html`), 'utf8'));
      assert.match(body.textContent, new RegExp(name));
    }
    await run('dashboard');
    const dashboard = readFileSync(place('dashboard.html'), 'utf8');
    const [copier] = of('copied');
    assert.ok(dashboard.includes(copier.name), 'the copied answers are shown side by side');
    assert.ok(existsSync(place('dashboard.ipynb')));
    const { worksheet } = await moodle(folder, 2);
    await run('gradebook', '--moodle', worksheet, '--chapter', '02');
    const graded = parse(readFileSync(place('worksheet-2-graded.csv')), { columns: true, bom: true }) as Record<
      string,
      string
    >[];
    assert.equal(graded.length, 30);
    const [empty] = of('empty');
    const line = graded.find((row) => row.Identifier === `Participant ${number(empty)}`);
    assert.equal(Number(line?.Grade), 0);
  });
});
