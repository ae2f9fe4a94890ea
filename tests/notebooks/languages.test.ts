import assert from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { failureText, summarise } from '../../lib/src/cli/notebook/report';
import { projectRoot } from '../../lib/src/project';

interface Output {
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
