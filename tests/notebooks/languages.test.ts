import assert from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { failureText, summarise } from '../../lib/src/cli/notebook/report';
import { projectRoot } from '../../lib/src/project';
import { TryOutFolder } from './try-out';

interface Output {
  text?: string | string[];
  data?: Record<string, string | string[]>;
}

test('a French exercise notebook runs where it lies, and what it says to the student is French', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-french-'));
  const before = process.env.CONVOLAB_PROGRESS;
  process.env.CONVOLAB_PROGRESS = join(folder, 'progress.json');
  try {
    const save = join(folder, 'executed.ipynb');
    const result = await executeNotebook(join(projectRoot, 'exercises', 'fr', '01-introduction.ipynb'), { save });
    assert.ok(result.ok, failureText(summarise(result)));
    const { cells } = JSON.parse(readFileSync(save, 'utf8')) as { cells: { outputs?: Output[] }[] };
    const shown = cells.flatMap(({ outputs = [] }) => outputs.flatMap(({ data }) => data?.['text/plain'] ?? []));
    const text = shown.join('\n').replace(/\u00a0/g, ' ');
    assert.match(text, /^1\.1 Propagation vers l'avant d'une couche dense · 0 sur 4 points/m);
    assert.match(text, /Pas encore écrit : remplacez `YOUR CODE HERE` dans la cellule de réponse/);
    assert.match(text, /Indice : Faites une boucle sur les sorties\./);
    assert.match(text, /Pas encore de réponse : mettez l'une des lettres a, b, c, d dans `answerQ1`/);
    assert.match(text, /^Chapitre 1 Introduction .* 0 sur 24 points/m);
    assert.doesNotMatch(text, /Hint:|Not written yet|Chapter 1/);
    const { exercises } = JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8'));
    assert.equal(exercises['1.1'].status, 'stub');
  } finally {
    if (before === undefined) delete process.env.CONVOLAB_PROGRESS;
    else process.env.CONVOLAB_PROGRESS = before;
    rmSync(folder, { recursive: true });
  }
});

test('in a French kernel lines of the course and tables are French, and what a student prints is as it was printed', async () => {
  const folder = new TryOutFolder();
  const before = process.env.CONVOLAB_LANG;
  process.env.CONVOLAB_LANG = 'fr';
  try {
    const cells = [
      "import { table } from 'convolab';",
      "console.log('28 px, 3×3, stride 1:', 26.5);\nconsole.log('my own kernel: 1.5');\nconsole.log('%s points', 0.5, { loss: 2.5 });",
      "await table([{ kernel: 'sobelX', 'mine too': 'pool 2×2', accuracy: 0.5 }], { digits: 1 });",
    ];
    const save = join(folder.path, 'executed.ipynb');
    const result = await executeNotebook(folder.write('french', cells), { save });
    assert.ok(result.ok, failureText(summarise(result)));
    const read = JSON.parse(readFileSync(save, 'utf8')) as { cells: { outputs: Output[] }[] };
    const [, printed, [shown]] = read.cells.map(({ outputs }) => outputs);
    assert.deepEqual(
      printed.flatMap(({ text = [] }) =>
        [text]
          .flat()
          .join('')
          .trim()
          .replace(/\u00a0/g, ' '),
      ),
      ['28 px, 3×3, pas de 1 : 26,5', 'my own kernel: 1.5', '0.5 points { loss: 2.5 }'],
    );
    const heads = [shown.data?.['text/plain'] ?? ''].flat().join('').split('\n')[0].split(/ {2,}/);
    assert.deepEqual(heads, ['noyau', 'mine too', 'exactitude']);
  } finally {
    if (before === undefined) delete process.env.CONVOLAB_LANG;
    else process.env.CONVOLAB_LANG = before;
    folder.remove();
  }
});
