import assert from 'node:assert';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { executeNotebook } from '../../lib/src/cli/notebook/execute';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { failureText, summarise } from '../../lib/src/cli/notebook/report';
import { projectRoot, stateFolder } from '../../lib/src/project';
import { busy, promisedSeconds } from './time-limits';

const chosen = process.env.CONVOLAB_ENGINE;

before(() => {
  process.env.CONVOLAB_ENGINE = 'wasm'; // of the kernels
});

after(() => {
  if (chosen === undefined) delete process.env.CONVOLAB_ENGINE;
  else process.env.CONVOLAB_ENGINE = chosen;
});

for (const folder of ['notebooks', 'solutions']) {
  for (const name of notebooksIn(join(projectRoot, folder))) {
    test(`${folder}/${name}.ipynb runs from top to bottom in time on WebAssembly`, async () => {
      const save = join(stateFolder, 'executed', 'wasm', folder, `${name}.ipynb`);
      const result = await executeNotebook(join(projectRoot, folder, `${name}.ipynb`), { save });
      assert.ok(result.ok, failureText(summarise(result)));
      const limit = busy * promisedSeconds(name, false);
      assert.ok(result.seconds <= limit, `it took ${result.seconds.toFixed(0)} s, and ${limit} s are allowed`);
    });
  }
}
