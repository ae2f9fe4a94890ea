import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { gradebookCommand } from '../../../lib/src/cli/gradebook';
import { openClass } from '../../../lib/src/grading/classroom/class-folder';
import { moodleItemsCsv, wideCsv } from '../../../lib/src/grading/gradebook/gradebook';
import { fillWorksheet } from '../../../lib/src/grading/gradebook/moodle-worksheet';
import { chapterSummary, exerciseSummary } from '../../../lib/src/grading/gradebook/summary';
import { type ClassResults, classResults } from '../../../lib/src/grading/results/class-results';
import { type Kind, madeUpClass } from '../../grading/made-up-class';
import { fillRoom } from '../../grading/made-up-room';
import { printed } from './printed';

const folder = mkdtempSync(join(tmpdir(), 'gradebook-'));
const classesBefore = process.env.CONVOLAB_CLASSES;
const people = madeUpClass();
const ofKind = (kind: Kind) => people.filter((student) => student.kind === kind);
let results: ClassResults;

before(async () => {
  process.env.CONVOLAB_CLASSES = folder;
  await fillRoom('3a', people);
  const room = openClass('3a');
  // every text is read, so that all grades are final; one student gets the points of an oral exam
  for (const { id } of people) {
    if (id !== ofKind('perfect')[0].id)
      room.store.giveManual({ release: '02-3a-1', student: id, exercise: '2.T1', points: 1, remark: '' });
  }
  room.store.override({ release: '02-3a-1', student: ofKind('empty')[0].id, points: 12.5, reason: '=oral <b>exam' });
  results = await classResults(room);
  room.store.close();
});

after(() => {
  if (classesBefore === undefined) delete process.env.CONVOLAB_CLASSES;
  else process.env.CONVOLAB_CLASSES = classesBefore;
  rmSync(folder, { recursive: true, force: true });
});

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

describe('the gradebook', () => {
  it('has a line for each student with the points of each exercise and chapter', () => {
    const rows = rowsOf(wideCsv(results));
    assert.equal(rows.length, 30);
    const row = (kind: Kind) => rows.find(({ id }) => id === ofKind(kind)[0].id) ?? {};
    const perfect = row('perfect');
    assert.deepEqual(
      [perfect['2.1 of 8'], perfect['2.T1 of 3'], perfect['chapter 2 points'], perfect.points, perfect.of],
      ['8', '2', '39', '39', '40'],
    );
    const late = row('late');
    assert.equal(late['chapter 2 days late'], '1');
    const earned = Object.entries(late)
      .filter(([name]) => /^2\./.test(name))
      .reduce((sum, [, points]) => sum + Number(points), 0);
    // 10 % off
    assert.ok(
      Math.abs(Number(late['chapter 2 points']) - 0.9 * earned) <= 0.005,
      `${late['chapter 2 points']} of ${earned}`,
    );
    const missing = row('missing');
    assert.deepEqual(
      [missing['2.1 of 8'], missing['chapter 2 points'], missing['chapter 2 status']],
      ['', '0', 'missing'],
    );
    assert.deepEqual([row('empty').points, row('empty')['chapter 2 status']], ['12.5', 'override']);
  });

  it('is written by the command, in the long form as well, with files for Moodle', async () => {
    const to = join(folder, 'out', 'book.csv');
    const worksheet = join(folder, 'Grades-Ex2.csv');
    const [{ id, email }] = ofKind('perfect');
    writeFileSync(
      worksheet,
      `Identifier,Full name,Email address,Grade,Maximum Grade\nParticipant 1,X,${email},,40.00\n`,
    );
    const { text } = await printed(() =>
      gradebookCommand.run(['--class', '3a', '--long', '--to', to, '--moodle', worksheet, '--moodle-items']),
    );
    const rows = rowsOf(readFileSync(to, 'utf8'));
    assert.equal(rows.length, 30 * 11);
    const text1 = rows.find((row) => row.id === id && row.exercise === '2.T1');
    assert.deepEqual([text1?.points, text1?.of, text1?.given_by, text1?.chapter_points], ['2', '3', 'teacher', '39']);
    assert.equal(
      readFileSync(join(folder, 'out', 'Grades-Ex2-graded.csv'), 'utf8').split('\n')[1],
      `Participant 1,X,${email},39.00,40.00`,
    );
    const items = rowsOf(readFileSync(join(folder, 'out', 'moodle-items.csv'), 'utf8'));
    assert.equal(items.find((row) => row['ID number'] === id)?.['Chapter 2: Fundamentals (of 40)'], '39');
    assert.match(text, /^exercise +title +of +graded +mean +median +solved % +waiting +missing\n/);
    assert.match(text, /2\.T1 +Two ways to halve a map/);
    assert.match(text, /1 grade for Moodle\./);
  });

  it('leaves empty what is not final', () => {
    const rows = rowsOf(moodleItemsCsv(results));
    const item = 'Chapter 2: Fundamentals (of 40)';
    const open = rows.filter((row) => row[item] === '').map((row) => row['ID number']);
    assert.deepEqual(
      open,
      ofKind('missing').map(({ id }) => id),
    );
  });

  it('says in a sentence what is wrong', async () => {
    const fails = (args: string[], message: RegExp): Promise<void> =>
      assert.rejects(gradebookCommand.run(args), { name: 'UserError', message });
    await fails(['--to', 'book.xlsx'], /--to is a file that ends with \.csv/);
    await fails(['--moodle', join(folder, 'none.csv')], /There is no file .*none\.csv/);
    const file = join(folder, 'list.csv');
    writeFileSync(file, 'number,name\n1,2\n');
    await fails(['--moodle', file], /list\.csv has no column Identifier and no column Grade/);
    writeFileSync(file, 'Identifier,Grade\n1,2,3\n');
    await fails(['--moodle', file], /list\.csv is no CSV file/);
    await fails(['--class', '9z'], /There is no class "9z"/);
  });
});

describe('the summary', () => {
  it('agrees with a count by hand', () => {
    const [chapter] = results.chapters;
    const reached = [...chapter.grades.values()].flatMap(
      ({ counts }) => counts?.exercises.find(({ id }) => id === '2.4')?.points ?? [],
    );
    const sorted = [...reached].sort((a, b) => a - b);
    const row = exerciseSummary(results).find(({ exercise }) => exercise === '2.4') ?? {};
    assert.equal(row.graded, 29);
    assert.ok(Math.abs(Number(row.mean) - reached.reduce((sum, points) => sum + points) / 29) < 1e-9);
    assert.equal(row.median, sorted[14]);
    assert.equal(row['solved %'], Math.round((100 * reached.filter((points) => points === 5).length) / 29));
    assert.equal(row.missing, 1);
    const [whole] = chapterSummary(results);
    assert.deepEqual([whole.graded, whole.missing, whole.waiting, whole.of], [29, 1, 0, 40]);
  });

  it('tells two releases of a chapter apart', () => {
    const [chapter] = results.chapters;
    const again = { ...chapter, release: { ...chapter.release, id: '02-3a-2' } };
    const rows = exerciseSummary({ ...results, chapters: [chapter, again] }).filter(
      ({ exercise }) => exercise === '2.4',
    );
    assert.deepEqual(
      rows.map(({ title }) => title),
      [chapter.release.id, '02-3a-2'].map((id) => `Max, average and L2 pooling (${id})`),
    );
  });
});

describe("Moodle's grading worksheet", () => {
  const head =
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Feedback comments"';
  const fill = (lines: string[], first = head) =>
    fillWorksheet([first, ...lines, ''].join('\r\n'), 'w.csv', results.chapters[0], results.students);
  const rowsIn = (text: string) => parse(text, { from_line: 2 }) as string[][];

  it('gets grades scaled to its maximum, and comments; the rest stays as it came', () => {
    const [perfect] = ofKind('perfect');
    const { text, filled, problems } = fill([
      `"Participant 7","${perfect.name}",${perfect.email},"Submitted for grading - ",,100.00,Yes,"Friday, 15 January 2027, 3:59 AM",`,
    ]);
    assert.equal(text.split('\r\n')[0], head);
    const [row] = rowsIn(text);
    // 39 of 40
    assert.deepEqual(row.slice(0, 8), [
      'Participant 7',
      perfect.name,
      perfect.email,
      'Submitted for grading - ',
      '97.50',
      '100.00',
      'Yes',
      'Friday, 15 January 2027, 3:59 AM',
    ]);
    assert.equal(
      row[8],
      '39 of 40 points. The only attempt counts.<br>2.T1: Well said.<br>When would you use the stride?',
    );
    assert.deepEqual([filled, problems], [1, []]);
  });

  it('finds students by the number of their folder, by name, and by id', () => {
    const [a, b, c] = ofKind('partial');
    const { text, problems } = fill([
      `Participant ${1000 + Number(a.id.slice(1))},hidden,,,,40,Yes,,kept`,
      `Participant 5,${b.name.toUpperCase()},,,,40,Yes,,`,
    ]);
    const rows = rowsIn(text);
    const points = (id: string) => results.chapters[0].grades.get(id)?.points.toFixed(2);
    assert.deepEqual([rows[0][4], rows[1][4]], [points(a.id), points(b.id)]);
    assert.equal(rows[0][8], 'kept');
    assert.deepEqual(problems, []);
    const german = 'ID;Vollständiger Name;ID-Nummer;Bewertung;Bestwertung;Feedback als Kommentar';
    const byId = fill(
      [
        `Teilnehmer/in 5;x;${c.id};;40,00;3 of 40 points. Old.`,
        `Teilnehmer/in 6;"${a.name.split(' ').reverse().join(', ')}";;;40,00;`,
      ],
      german,
    );
    const [first, second] = parse(byId.text, { from_line: 2, delimiter: ';' }) as string[][];
    assert.deepEqual([first[3], second[3]], [points(c.id)?.replace('.', ','), points(a.id)?.replace('.', ',')]);
    assert.match(first[5], /^[\d.]+ of 40 points\. The only attempt counts/);
  });

  it('fills in what a French Moodle gives', () => {
    const [a, b] = ofKind('partial');
    const french =
      'Identifiant;Nom complet;Adresse de courriel;Statut;Note;Note maximale;La note peut être modifiée;Feedback par commentaires';
    const rows = [`Participant900110;x;${a.email};Remis;;40,00;Oui;`, `Participant900111;x;${b.email};;1;40,00;Non;`];
    const filledIn = fill(rows, french);
    const [first, second] = parse(filledIn.text, { from_line: 2, delimiter: ';' }) as string[][];
    const points = results.chapters[0].grades.get(a.id)?.points.toFixed(2).replace('.', ',');
    assert.deepEqual([first[4], second[4]], [points, '1']);
    assert.match(first[7], /^[\d.]+ of 40 points\./);
    assert.match(filledIn.problems.join(), /Participant900111 \(x\): Moodle says that the grade cannot be changed/);
  });

  it('leaves alone who is unknown, missing or locked, and says so', () => {
    const [missing] = ofKind('missing');
    const [perfect] = ofKind('perfect');
    const lines = [
      'Participant 1,Nobody,,,3,40,Yes,,',
      `Participant 2,x,${missing.email},,,40,Yes,,`,
      `Participant 3,x,${perfect.email},,5,40,No,,`,
    ];
    const { text, filled, problems } = fill(lines);
    assert.equal(text, [head, ...lines, ''].join('\r\n'));
    assert.equal(filled, 0);
    assert.match(
      problems.join('\n'),
      /Participant 1 \(Nobody\): nobody on the class list.*\nParticipant 2.*nothing was handed in.*\nParticipant 3.*cannot be changed/,
    );
    assert.throws(
      () => fill([`Participant 3,x,${perfect.email},,5,Scale,Yes,,`]),
      /says "Scale" for the maximum grade/,
    );
  });

  it('takes no remark for markup or a formula', () => {
    const [empty] = ofKind('empty');
    const [row] = rowsIn(fill([`Participant 3,x,${empty.email},,,40,Yes,,`]).text);
    assert.equal(row[8], '12.5 of 40 points. Set by the teacher: =oral &lt;b&gt;exam');
    assert.equal(row[4], '12.50');
  });
});
