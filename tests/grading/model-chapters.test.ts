/** Chapters 4 and 5, in which models are built and trained: from the assignment to the pages that students get. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { NotebookCell } from '../../lib/src/exercises/answer-cells';
import { answerTo, changed, exercisesOf } from '../unit/exercises/answers';
import { assertHarmless } from '../unit/grading/hostile-markup';
import { type Ended, runCommand } from './command';
import { sandboxOrReason } from './sandbox-or-reason';

const { skip } = sandboxOrReason();
const chapters = ['04-fine-tuning', '05-improving-performance'];
const ids = chapters.flatMap((name) => exercisesOf(name).map(({ id }) => id));

const untrained = `import { tf } from 'convolab';
async function trainBest(): Promise<any> {
  return tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: 'softmax' })] });
}`;

/** What is no solution: usual mistakes, and a stub. */
const half: Record<string, string> = {
  '4.2': changed('4.2', 'isSame ? input : ', ''),
  '4.3': answerTo('4.3', 'exercises'),
  '4.4': changed('4.4', " && layer.getClassName() !== 'BatchNormalization'", ''),
  '5.6': untrained,
};
const students: Record<string, (id: string) => string> = {
  ada: (id) => answerTo(id),
  ben: (id) => half[id] ?? answerTo(id),
  cem: (id) => answerTo(id, 'exercises'),
};

describe('chapters 4 and 5, from the assignment to the feedback', { skip, timeout: 900_000 }, () => {
  let folder: string;
  let points: Map<string, Record<string, string>>;
  const run = async (...args: string[]): Promise<Ended> => {
    const ended = await runCommand(args, { CONVOLAB_CLASSES: join(folder, 'classes') });
    assert.equal(ended.status, 0, `convolab ${args.join(' ')}\n${ended.output}\n${ended.complaints}`);
    return ended;
  };
  /** What a student reached: by the number of the exercise. */
  const reached = (student: string, id: string): number => {
    const row = points.get(student) ?? {};
    return Number(row[Object.keys(row).find((title) => title.split(' ')[0] === id) as string] || 0);
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'model-chapters-'));
    const lines = Object.keys(students).map((id) => `${id},${id} Miller,${id}@example.org`);
    writeFileSync(join(folder, 'class.csv'), `id,name,email\n${lines.join('\n')}\n`);
    const list = ['--students', join(folder, 'class.csv'), '--to', join(folder, 'out')];
    await run('assign', '04', '05', '--class', '3a', '--due', '2099-01-15', ...list);
    for (const [student, answer] of Object.entries(students)) {
      mkdirSync(join(folder, 'in', student), { recursive: true });
      for (const name of chapters) {
        const path = join(folder, 'out', '04-05-3a-1', 'exercises', `${name}.ipynb`);
        const notebook = JSON.parse(readFileSync(path, 'utf8')) as { cells: NotebookCell[] };
        for (const cell of notebook.cells) {
          const { exercise, role } = cell.metadata?.convolab ?? {};
          if (exercise && role === 'answer') cell.source = answer(String(exercise));
        }
        writeFileSync(join(folder, 'in', student, `${name}.ipynb`), JSON.stringify(notebook));
      }
    }
    await run('collect', '--from', join(folder, 'in'));
    assert.match((await run('grade', '--jobs', '2')).output, /^6 hand-ins graded\.$/m);
    await run('gradebook');
    const book = readFileSync(join(folder, 'classes', '3a', 'gradebook.csv'));
    points = new Map(
      (parse(book, { columns: true, bom: true }) as Record<string, string>[]).map((row) => [row.id, row]),
    );
    await run('feedback');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the solutions all points but those of the texts, which a teacher gives', () => {
    for (const name of chapters) {
      for (const { id, points: of, kind } of exercisesOf(name))
        assert.equal(reached('ada', id), kind === 'text' ? 0 : of, id);
    }
  });

  it('gives half answers a part, and the notebook as it was handed out nothing', () => {
    for (const id of ['4.2', '4.4']) assert.ok(reached('ben', id) > 0 && reached('ben', id) < reached('ada', id), id);
    assert.equal(reached('ben', '4.3'), 0);
    assert.equal(reached('ben', '5.6'), 0);
    for (const id of ids) {
      if (!(id in half)) assert.equal(reached('ben', id), reached('ada', id), id);
      assert.equal(reached('cem', id), 0, id);
    }
  });

  it('tells each student what was wrong, with the hint', () => {
    const pageOf = (student: string): string => {
      const html = readFileSync(join(folder, 'classes', '3a', 'feedback', `${student}.html`), 'utf8');
      return assertHarmless(html).body.textContent;
    };
    // trained in the sandbox, and measured on images that were drawn for the release
    assert.match(pageOf('ada'), /8 of 8 cases passed\. It is right on [89]\d\.\d %.* Measured on 2,000 of the /);
    const ben = pageOf('ben');
    assert.match(ben, /It is right on \d+\.\d %, with 7,850 of 50,000 parameters: 0 of 4 points/);
    for (const [id, name] of [
      ['4.2', 'projection always'],
      ['4.4', 'batch normalization trained'],
    ]) {
      const exercise = chapters.flatMap(exercisesOf).find((one) => one.id === id);
      const hint = exercise && 'mistakes' in exercise && exercise.mistakes?.find((one) => one.name === name)?.hint;
      assert.ok(hint && ben.includes(hint.replaceAll('`', '')), `${id}: ${hint}`);
    }
  });
});
