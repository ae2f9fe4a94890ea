import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { executeNotebook, type NotebookRun } from '../../lib/src/cli/notebook/execute';
import { readNotebook } from '../../lib/src/cli/notebook/find';
import { summarise } from '../../lib/src/cli/notebook/report';
import { projectRoot, writeWhole } from '../../lib/src/project';
import { TryOutFolder } from './try-out';

let folder: TryOutFolder;
before(() => {
  folder = new TryOutFolder();
});
after(() => folder.remove());

const statuses = (run: NotebookRun): string[] => run.cells.map((cell) => cell.status);

test('a notebook that runs passes, in its own folder, and its executed copy holds outputs and counts', async () => {
  const path = folder.write('good', ['md:# Good', 'const a = 6;', '', 'console.log(a * 7, process.cwd())']);
  const clean = readFileSync(path, 'utf8');
  const save = join(folder.path, 'executed', 'good.ipynb');
  const run = await executeNotebook(path, { save });
  assert.deepEqual(
    { ok: run.ok, problem: run.problem, statuses: statuses(run) },
    { ok: true, problem: undefined, statuses: ['ok', 'ok'] },
  );
  const [, , , last] = readNotebook(save).cells;
  assert.equal(last.execution_count, 2);
  assert.ok(JSON.stringify(last.outputs).includes(`42 ${folder.path}`));
  assert.equal(readFileSync(path, 'utf8'), clean, 'the notebook itself was changed');
});

test('the first failing cell ends the run, and the cells after it count as skipped', async () => {
  const path = folder.write('bad', ['1', "throw new Error('on purpose')", "console.log('never')", '4']);
  const run = await executeNotebook(path);
  assert.equal(run.ok, false);
  assert.deepEqual(statuses(run), ['ok', 'failed', 'skipped', 'skipped']);
  assert.match(run.cells[1].error ?? '', /Error: on purpose/);
  assert.deepEqual(summarise(run).skipped, [3, 4]);
});

test('cells that the kernel drops after an error are found, although it reports no error for them', async () => {
  const save = join(folder.path, 'executed', 'dropped.ipynb');
  const path = folder.write('dropped', ['1', "throw new Error('on purpose')", "console.log('dropped')", '4']);
  const run = await executeNotebook(path, { rush: true, save });
  assert.deepEqual(statuses(run), ['ok', 'failed', 'skipped', 'skipped']);
  assert.match(run.cells[2].error ?? '', /dropped/);
  // The kernel really got the cell, and nothing in the notebook tells that it did not run.
  const dropped = readNotebook(save).cells[2];
  assert.deepEqual([dropped.outputs, dropped.execution_count], [[], null]);
});

test('an error of the type checker, text on stderr and a rejection that nobody awaits are failures', async () => {
  const cases: Record<string, [string[], RegExp]> = {
    type: [["const a: number = 'x'"], /not assignable to type 'number'/],
    stderr: [["console.error('careful')"], /careful/],
    'late in another cell': [['setTimeout(() => void Promise.reject(new Error("lost")), 1); 1', '2', '3'], /lost/],
    'late after the last cell': [['void Promise.reject(new Error("lost"))'], /lost/],
  };
  for (const [name, [cells, message]] of Object.entries(cases)) {
    const run = await executeNotebook(folder.write(name.replace(/ /g, '-'), cells));
    assert.equal(run.ok, false, name);
    const text = [run.problem, ...run.cells.map((cell) => cell.error)].join('\n');
    assert.match(text, message, name);
  }
});

test('the death of the kernel is a failure of the cell that was running', async () => {
  const run = await executeNotebook(folder.write('dead', ['1', 'process.exit(3)', '3']));
  assert.deepEqual(statuses(run), ['ok', 'failed', 'skipped']);
  assert.match(run.cells[1].error ?? '', /kernel ended/);
});

test('a cell that takes too long is stopped, also in an endless loop', async () => {
  const run = await executeNotebook(folder.write('loop', ['1', 'while (true) {}', '3']), { timeout: 8 });
  assert.deepEqual(statuses(run), ['ok', 'failed', 'skipped']);
  assert.match(run.cells[1].error ?? '', /longer than 8 s/);
});

test('a kernel that is not installed is named, with what to do', async () => {
  const run = await executeNotebook(folder.write('kernel', ['1'], 'no-such-kernel'));
  assert.equal(run.ok, false);
  assert.match(run.problem ?? '', /not installed .*no-such-kernel.*npm start/);
});

test('a kernel that does not answer is started once more: its ports may have been taken before it opened them', async () => {
  const kernels = join(folder.path, 'jupyter');
  const marker = join(folder.path, 'started');
  const program = `const fs = require('node:fs');
    const [file] = process.argv.splice(2);
    if (fs.existsSync(${JSON.stringify(marker)})) {
      process.argv.push('kernel', '--config-path', file);
      require(${JSON.stringify(join(projectRoot, 'node_modules', 'tslab', 'bin', 'tslab'))});
    } else {
      fs.writeFileSync(${JSON.stringify(marker)}, '');
      setInterval(() => {}, 1000);
    }`;
  writeWhole(join(folder.path, 'late.js'), program);
  const argv = [process.execPath, join(folder.path, 'late.js'), '{connection_file}'];
  const spec = { argv, display_name: 'Late', language: 'typescript', interrupt_mode: 'signal' };
  writeWhole(join(kernels, 'kernels', 'late', 'kernel.json'), JSON.stringify(spec));
  process.env.JUPYTER_PATH = kernels;
  try {
    const run = await executeNotebook(folder.write('late', ['console.log(6 * 7)'], 'late'), { startup: 10 });
    assert.deepEqual([existsSync(marker), run.ok, run.problem], [true, true, undefined]);
  } finally {
    delete process.env.JUPYTER_PATH;
  }
});

test('a run can be stopped: the kernel ends and the rest is skipped', async () => {
  const proof = join(folder.path, 'kernel.pid');
  const path = folder.write('stop', [
    `require('fs').writeFileSync(${JSON.stringify(proof)}, String(process.pid))`,
    'while (true) {}',
  ]);
  const controller = new AbortController();
  const run = await executeNotebook(path, {
    signal: controller.signal,
    onStart: (number) => {
      if (number === 2) controller.abort();
    },
  });
  assert.equal(run.interrupted, true);
  assert.equal(run.ok, false);
  assert.equal(run.cells[0].status, 'ok');
  const kernel = Number(readFileSync(proof, 'utf8'));
  assert.throws(() => process.kill(kernel, 0), { code: 'ESRCH' }, 'the kernel is still there');
});

test('convolab run prints a line a cell and a table, or JSON, and its status tells the result', async () => {
  const good = folder.write('first', ['const a = 1;', 'console.log(a)']);
  const bad = folder.write('second', ['// what follows fails\nnope', '2']);
  const to = join(folder.path, 'copies');
  const plain = await convolab(['run', good, '--to', to]);
  assert.equal(plain.status, 0, plain.stderr);
  assert.match(plain.stdout, /cell 1 of 2 +\d+\.\d\d s +const a = 1;/);
  assert.match(
    plain.stdout,
    /notebook +cells +seconds +slowest cell +result\nfirst +2 +[\d.]+ +cell \d, [\d.]+ s +passed/,
  );
  assert.ok(existsSync(join(to, 'first.ipynb')));
  const json = await convolab(['run', bad, '--json', '--to', to]);
  assert.equal(json.status, 1);
  const { ok, notebooks } = JSON.parse(json.stdout);
  assert.equal(ok, false);
  assert.deepEqual([notebooks[0].cells, notebooks[0].ran, notebooks[0].skipped], [2, 1, [2]]);
  assert.equal(notebooks[0].failed[0].title, 'nope');
});

test('convolab run writes no outputs among the clean notebooks', async () => {
  const answer = await convolab(['run', folder.write('third', ['1']), '--to', join(projectRoot, 'notebooks')]);
  assert.equal(answer.status, 1);
  assert.match(answer.stderr, /kept without outputs/);
});

async function convolab(args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(projectRoot, 'lib', 'bin', 'convolab.js'), ...args], {
    cwd: projectRoot,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.on('data', (text) => {
    output.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...output }));
  });
}
