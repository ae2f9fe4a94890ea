/** A class that gets its chapter in French: from the assignment to the pages of the students, by the commands that a teacher types. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { main } from '../../lib/src/cli/main';
import { markOf, type NotebookCell } from '../../lib/src/exercises/answer-cells';
import { type HandInNotebook, makeHandIn } from '../../lib/src/exercises/hand-in';
import { openClass } from '../../lib/src/grading/classroom/class-folder';
import { SqliteGrades } from '../../lib/src/grading/grades/grade-store';
import type { GradedSubmission } from '../../lib/src/grading/score/result';
import { projectRoot } from '../../lib/src/project';
import { answerTo, exercisesOf } from '../unit/exercises/answers';
import { printed } from '../unit/grading/printed';

const folder = mkdtempSync(join(tmpdir(), 'french-class-'));
const edition = join(folder, 'out', '02-3a-1');
const notebook = join(edition, 'exercises', 'fr', '02-fundamentals.ipynb');
const before3a = { ...process.env };

before(() => {
  process.env.CONVOLAB_CLASSES = join(folder, 'classes');
  // the teacher's computer speaks English
  for (const name of ['CONVOLAB_LANG', 'LC_ALL', 'LC_MESSAGES']) delete process.env[name];
  process.env.LANG = 'en_GB.UTF-8';
  writeFileSync(join(folder, 'list.csv'), 'id,name,email\ns1,Zoé,\ns2,Ada,\ns3,Léo,\n');
});
after(() => {
  process.env = before3a;
  rmSync(folder, { recursive: true, force: true });
});

/** As if typed: `--lang` holds for this command alone. */
async function convolab(...args: string[]): Promise<{ text: string; complaints: string; status: number }> {
  const write = process.stderr.write;
  let complaints = '';
  process.stderr.write = ((chunk: string) => {
    complaints += chunk;
    return true;
  }) as typeof write;
  try {
    return { ...(await printed(() => main(args))), complaints };
  } finally {
    process.stderr.write = write;
    delete process.env.CONVOLAB_LANG;
  }
}

const due = ['--class', '3a', '--due', '2027-01-15', '--students', join(folder, 'list.csv')];
const assigned = (...args: string[]): ReturnType<typeof convolab> =>
  convolab('assign', ...args, ...due, '--to', join(folder, 'out'));

/** The notebook with the course's own answers, but one wrong, handed in by this student. */
function handIn(from: string, student: string): void {
  const content = JSON.parse(readFileSync(from, 'utf8')) as HandInNotebook;
  for (const cell of content.cells as NotebookCell[]) {
    const { exercise, role } = markOf(cell);
    if (role !== 'answer' || exercise === undefined) continue;
    cell.source =
      exercise === '2.5'
        ? 'const outputSizes = { a: 23, b: 31, c: 111, d: 26, e: 54, f: 4 };'
        : answerTo(exercise).replace(/^.*\/\/ (BEGIN|END) SOLUTION.*$/gm, '');
  }
  const { text } = makeHandIn(content, exercisesOf('02-fundamentals'), student);
  mkdirSync(join(folder, 'in', student), { recursive: true });
  writeFileSync(join(folder, 'in', student, '02-fundamentals.ipynb'), text);
}

describe('a class that works in French', { timeout: 300_000 }, () => {
  it('gets no notebook that there is not, and none in two languages', async () => {
    const unknown = await assigned('02', '--lang', 'xx');
    assert.equal(unknown.status, 1);
    assert.match(unknown.complaints, /^The course has no translation "xx"\. There is: en, fr\.$/m);
    assert.match((await assigned('xx/02')).complaints, /There is no notebook "xx\/02"/);
    assert.match((await assigned('fr/02', '03')).complaints, /is in one language.*\(en, fr\)|\(fr, en\)/);
    assert.match((await assigned('fr/98')).complaints, /There is no notebook "98"/);
    assert.ok(!existsSync(join(folder, 'out')));
    assert.ok(!existsSync(join(folder, 'classes')));
  });

  it('gets the French notebook and French instructions', async () => {
    const { status, text, complaints } = await assigned('02', '--lang', 'fr');
    assert.equal(status, 0, complaints);
    assert.match(text, /Pour les étudiants \(Français\)\u00a0: /);
    const handedOut = JSON.parse(readFileSync(notebook, 'utf8'));
    const french = JSON.parse(readFileSync(join(projectRoot, 'exercises', 'fr', '02-fundamentals.ipynb'), 'utf8'));
    assert.deepEqual(handedOut.cells, french.cells);
    assert.deepEqual(handedOut.metadata, { ...french.metadata, convolab: { release: '02-3a-1' } });
    assert.deepEqual(readdirSync(join(edition, 'exercises')), ['fr']);
    const readme = readFileSync(join(edition, 'README.md'), 'utf8');
    assert.match(readme, /À rendre\u00a0: vendredi 15 janvier 2027/);
    assert.match(readme, /^npm start -- --lang fr$/m);
    assert.match(readme, /`exercises\/fr\/02-fundamentals\.ipynb`, 40 points/);
    // figures, printed lines and JupyterLab are in French there, too
    for (const name of ['figures.json', 'printed/lines.json', 'jupyterlab.lock', 'messages/02-fundamentals.json'])
      assert.ok(existsSync(join(edition, 'translations', 'fr', name)), name);
  });

  it('hands in what is collected and graded like an English notebook, with the same cases', async () => {
    handIn(notebook, 's1');
    // s2 took the English notebook of the course
    handIn(join(projectRoot, 'exercises', '02-fundamentals.ipynb'), 's2');
    const collected = await convolab('collect', '--from', join(folder, 'in'));
    assert.equal(collected.status, 0, collected.complaints);
    assert.match(collected.text, /2 new, 0 known already/);
    const graded = await convolab('grade', '--trust', '--jobs', '2');
    assert.equal(graded.status, 0, graded.text + graded.complaints);
    const { name, store } = openClass('3a');
    const grades = await new SqliteGrades(store.database).ofRelease(name, '02-3a-1');
    store.close();
    const [french, englishOne] = ['s1', 's2'].map((id) => grades.find(({ student }) => student === id)?.result);
    // 40, less 3 of the text that a teacher reads and those of the sizes that are wrong
    const [of25] = exercisesOf('02-fundamentals').filter(({ id }) => id === '2.5');
    assert.equal(french?.points, 37 - of25.points);
    const judged = (result?: GradedSubmission): unknown =>
      result?.exercises.map(({ id, points, status, cases }) => [id, points, status, cases.map((one) => one.name)]);
    assert.deepEqual(judged(french), judged(englishOne));
    assert.deepEqual(french?.problems, englishOne?.problems);
  });

  it('reads French pages, unless the teacher asks for another language', async () => {
    const pages = (): string[] =>
      ['s1', 's2', 's3'].map((id) => readFileSync(join(folder, 'classes', '3a', 'feedback', `${id}.html`), 'utf8'));
    const made = await convolab('feedback');
    assert.equal(made.status, 0, made.complaints);
    assert.match(made.text, /^3 pages in /);
    for (const page of pages()) assert.match(page, /<html lang="fr">[\s\S]*Chapitre 2\u00a0: Principes fondamentaux/);
    assert.match(pages()[0], /Le \+ 1 manque/);
    assert.match(pages()[2], /Rien n.{1,6}a été rendu/);
    await convolab('feedback', '--lang', 'en');
    for (const page of pages()) assert.match(page, /<html lang="en">[\s\S]*Chapter 2: Fundamentals/);
  });
});
