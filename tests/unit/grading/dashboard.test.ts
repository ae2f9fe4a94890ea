import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dashboardCommand } from '../../../lib/src/cli/dashboard';
import { type ClassOverview, openOverview } from '../../../lib/src/grading/dashboard/class-overview';
import { dashboardNotebook } from '../../../lib/src/grading/dashboard/dashboard-notebook';
import { dashboardPage } from '../../../lib/src/grading/dashboard/dashboard-page';
import { standingOut } from '../../../lib/src/grading/dashboard/similar-answers';
import { hostileTexts } from '../../grading/hostile/texts';
import { type Kind, madeUpClass } from '../../grading/made-up-class';
import { fillRoom } from '../../grading/made-up-room';
import { assertHarmless, poisoned } from './hostile-markup';
import { printed } from './printed';

const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
const classesBefore = process.env.CONVOLAB_CLASSES;
const people = madeUpClass();
const ofKind = (kind: Kind) => people.filter((student) => student.kind === kind);
let overview: ClassOverview;

before(async () => {
  process.env.CONVOLAB_CLASSES = folder;
  await fillRoom('3a', people);
  overview = await openOverview('3a');
});

after(() => {
  if (classesBefore === undefined) delete process.env.CONVOLAB_CLASSES;
  else process.env.CONVOLAB_CLASSES = classesBefore;
  rmSync(folder, { recursive: true, force: true });
});

describe('the overview of a class', () => {
  it('counts every student once in every exercise', () => {
    for (const { name, mean, ...counts } of overview.outcomes) {
      assert.equal(
        Object.values(counts).reduce((sum, count) => sum + count, 0),
        30,
        name,
      );
      // only what nobody has points for yet has no mean
      if (mean === null) assert.equal(counts.waiting + counts.missing, 30, name);
      else assert.ok(mean >= 0 && mean <= 1, name);
    }
    assert.deepEqual([overview.students, overview.handIns, overview.exercises.length], [30, 29, 11]);
    assert.equal(overview.outcomes[0].missing, 1);
    // the empty notebooks, and whoever left it out
    assert.ok(overview.outcomes[0].unwritten >= 2);
  });

  it('shows a missing hand-in and a text that waits as empty', () => {
    const shares = (kind: Kind) => overview.progress.find(({ name }) => name === ofKind(kind)[0].name)?.shares ?? [];
    assert.ok(shares('missing').every((share) => share === null));
    assert.deepEqual(shares('perfect'), [...Array(10).fill(1), 2 / 3]);
    assert.deepEqual(overview.progress.find(({ name }) => name === ofKind('perfect')[1].name)?.shares, [
      ...Array(10).fill(1),
      null,
    ]);
  });

  it('groups wrong answers by their hint', () => {
    assert.ok(overview.mistakes.length > 5);
    for (const { students, names } of overview.mistakes) assert.equal(students, new Set(names).size);
    const counts = overview.mistakes.map(({ students }) => students);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
    const right = new Set(ofKind('perfect').map(({ name }) => name));
    assert.ok(overview.mistakes.every(({ names }) => !names.some((name) => right.has(name))));
  });

  it('lists the copy of a long answer before all other pairs of its exercise', () => {
    const [copier] = ofKind('copied');
    const [giver] = ofKind('perfect');
    const listed = standingOut(overview.similar);
    for (const id of ['2.1', '2.4']) {
      const [first, ...others] = listed.filter(({ exercise }) => exercise.startsWith(id));
      assert.deepEqual([first.first.student, first.second.student].sort(), [copier.name, giver.name].sort());
      assert.equal(first.share, 1);
      assert.ok(others.length <= 3 && others.every(({ share }) => share < 1));
    }
    // all edge detectors are nearly the same, so none of them says anything
    assert.ok(overview.similar.some(({ name }) => name.startsWith('2.2')));
    assert.ok(!listed.some(({ exercise }) => exercise.startsWith('2.2')));
  });
});

describe('convolab dashboard', () => {
  it('makes a page that runs nothing, with five figures inside', async () => {
    const { text, status } = await printed(() => dashboardCommand.run(['--class', '3a']));
    assert.equal(status, 0);
    assert.match(
      text,
      /dashboard\.html\nOpen it .*\n.*dashboard\.ipynb\nThe notebook runs below the folder of the course only/,
    );
    const html = readFileSync(join(folder, '3a', 'dashboard.html'), 'utf8');
    assert.ok(html.length < 1_500_000, `${html.length}`);
    const document = assertHarmless(html);
    const pictures = [...document.querySelectorAll('img')];
    assert.equal(pictures.length, 5);
    for (const picture of pictures) {
      const svg = Buffer.from((picture.getAttribute('src') ?? '').split(',')[1], 'base64').toString();
      assert.match(svg, /^<svg /);
      assert.doesNotMatch(svg, /<(script|foreignObject|a|iframe)[ >]|(href|src)="(?!data:image\/png|#)/i);
    }
    assert.match(document.body.textContent, /It proves nothing/);
  });

  it('takes no text for markup, in the page and in its figures', async () => {
    const some = { ...overview, similar: overview.similar.map((one) => ({ ...one, pairs: one.pairs.slice(0, 2) })) };
    // sets of lines stay what they are
    const evil = poisoned(some, hostileTexts.join(''), ['lines']);
    const document = assertHarmless(await dashboardPage(evil));
    for (const picture of document.querySelectorAll('img')) {
      const svg = Buffer.from((picture.getAttribute('src') ?? '').split(',')[1], 'base64').toString();
      assert.doesNotMatch(svg, /<(script|foreignObject|a|iframe|img|style)[ >]|<[^>"]*\son\w+=/i);
    }
  });

  it('says in a sentence what is wrong', async () => {
    const fails = (args: string[], message: RegExp): Promise<void> =>
      assert.rejects(dashboardCommand.run(args), { name: 'UserError', message });
    await fails(['--class', 'x'], /There is no class "x"/);
    await fails(['--class', '3a', '--chapter', '7'], /Chapter 07 was not assigned/);
    await fillRoom('new', ofKind('perfect').slice(0, 1).concat(ofKind('partial').slice(0, 1)), () => false);
    await fails(['--class', 'new'], /No hand-in of class new is graded yet/);
  });
});

describe("the teacher's notebook", () => {
  it('is a notebook without outputs that names its class, however it is called', () => {
    const text = dashboardNotebook({ className: '3a', chapters: [2, 3], classes: '/some "place"' });
    const notebook = JSON.parse(text) as {
      nbformat: number;
      cells: { cell_type: string; id: string; source: string[]; outputs?: unknown[] }[];
    };
    assert.equal(notebook.nbformat, 4);
    assert.equal(new Set(notebook.cells.map(({ id }) => id)).size, notebook.cells.length);
    const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code');
    assert.ok(code.every(({ outputs }) => outputs?.length === 0));
    assert.match(
      code[0].source.join(''),
      /CLASSES = "\/some \\"place\\"";\nconst overview = await openOverview\("3a", \[2,3\]\);/,
    );
  });
});
