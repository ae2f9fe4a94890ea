import assert from 'node:assert';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { engine } from '../../lib/src/cli/doctor/engine';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { failureText, summarise } from '../../lib/src/cli/notebook/report';
import { projectRoot, stateFolder } from '../../lib/src/project';
import { assertFullMarks } from './full-marks';
import { promisedSeconds } from './time-limits';

let isNative = false;

before(async () => {
  isNative = (await engine())[0].found.startsWith('native');
});

// Two at a time: each waits for its kernel, and computes with one thread between its trainings.
describe('notebooks', { concurrency: 2 }, () => {
  for (const folder of ['notebooks', 'exercises', 'solutions']) {
    for (const name of notebooksIn(join(projectRoot, folder))) {
      test(`${folder}/${name}.ipynb runs from top to bottom`, async (context) => {
        const save = join(stateFolder, 'executed', folder, `${name}.ipynb`);
        const result = await executeNotebook(join(projectRoot, folder, `${name}.ipynb`), { save });
        assert.ok(result.ok, failureText(summarise(result)));
        if (folder === 'solutions') assertFullMarks(save);
        // Other stages run beside this one: its time is told, and judged by `convolab run` on a computer that has nothing else to do.
        context.diagnostic(`${result.seconds.toFixed(0)} s, promised ${promisedSeconds(name, isNative)} s`);
      });
    }
  }
});
