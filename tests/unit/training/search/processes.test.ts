import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { choice, linearRange } from '../../../../lib/src/maths/search-space';
import { type SearchOptions, search, type TrialEvent } from '../../../../lib/src/training/search';
import { readTypeScript } from '../../../read-typescript';
import { temporaryFolder, withEnvironment } from '../../datasets/temporary-folder';

const space = { x: linearRange(0, 1), kind: choice(['a', 'b']) };
const trial = join(__dirname, 'counted-trial.js');
const modules = join(__dirname, '..', '..', '..', '..', 'lib', 'src', 'training', 'search');

/** `[trial, process]` of each trial that was begun, in order. */
function begun(log: string): [number, number][] {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.map((line) => line.split(' ').map(Number) as [number, number]);
}

const essence = ({ results }: { results: readonly { seconds?: number }[] }) =>
  results.map(({ seconds, ...rest }) => rest);

test('two processes share the trials of a study and never make one twice', async (t) => {
  const folder = temporaryFolder(t);
  const log = join(folder, 'log');
  const options: SearchOptions<typeof space> = { space, method: 'random', trials: 40, seed: 3 };
  withEnvironment(t, { COUNTED_TRIALS: log, TOGETHER: '2' });
  const events: TrialEvent[] = [];
  const file = join(folder, 'study.json');
  const onEvent = (event: TrialEvent) => void events.push(event);
  const shared = await search({ ...options, file, processes: 2, onEvent }, trial);
  const trials = begun(log).map(([number]) => number);
  assert.deepEqual(
    [...trials].sort((a, b) => a - b),
    Array.from({ length: 40 }, (_, i) => i),
  );
  assert.equal(new Set(begun(log).map(([, pid]) => pid)).size, 2);
  assert.equal(events.length, 40);
  assert.equal(Math.max(...events.map(({ done }) => done)), 40);
  withEnvironment(t, { TOGETHER: undefined });
  assert.deepEqual(essence(shared), essence(await search(options, trial)), 'as in one process');
  assert.deepEqual(readdirSync(folder).sort(), ['log', 'study.json']);
});

test('a process that is killed in the middle of a trial takes nothing with it', async (t) => {
  const folder = temporaryFolder(t);
  const [log, killed] = [join(folder, 'log'), join(folder, 'killed')];
  withEnvironment(t, { COUNTED_TRIALS: log, KILLED: killed });
  const file = join(folder, 'study.json');
  const { results } = await search({ space, method: 'halving', trials: 9, budget: 9, file, processes: 2 }, trial);
  assert.ok(existsSync(killed));
  const times = begun(log).filter(([number]) => number === 4);
  assert.equal(times.length, 2, 'trial 4 is made again');
  assert.notEqual(times[0][1], times[1][1], 'by the other process');
  assert.equal(begun(log).length, results.length + 1);
  assert.ok(results.every(({ state }) => state === 'done'));
});

test('after kill -9 the same call goes on, with the same study as without it', async (t) => {
  const folder = temporaryFolder(t);
  const [log, killed, file] = ['log', 'killed', 'study.json'].map((name) => join(folder, name));
  const options = { space, method: 'bayesian', trials: 9, seed: 2 } as const;
  withEnvironment(t, { COUNTED_TRIALS: log, KILLED: killed });
  const call = `require(${JSON.stringify(modules)}).search(${JSON.stringify({ ...options, file })}, ${JSON.stringify(trial)})`;
  const child = spawnSync(process.execPath, [...readTypeScript, '--eval', call], { encoding: 'utf8' });
  assert.equal(child.signal, 'SIGKILL', child.stderr);
  const resumed = await search({ ...options, file }, trial);
  assert.deepEqual(essence(resumed), essence(await search(options, trial)));
  assert.deepEqual(readdirSync(folder).sort(), ['killed', 'log', 'study.json']);
});

test('an error that stops all processes is told', async (t) => {
  const folder = temporaryFolder(t);
  const options = { space, trials: 3, file: join(folder, 'study.json'), processes: 2 } as const;
  const message = /no-such-module\.js can't be loaded/;
  await assert.rejects(search(options, join(folder, 'no-such-module.js')), { name: 'UserError', message });
});

test('a search that is stopped before its processes begin stays stopped', async (t) => {
  const folder = temporaryFolder(t);
  withEnvironment(t, { COUNTED_TRIALS: join(folder, 'log') });
  const file = join(folder, 'study.json');
  const signal = AbortSignal.abort();
  const part = await search({ space, method: 'random', trials: 400, seed: 4, file, processes: 2, signal }, trial);
  assert.equal(part.stopped, true);
  assert.ok(part.results.length < 10, `${part.results.length} trials`);
});

test('an interrupt stops all processes, and the same call goes on', async (t) => {
  const folder = temporaryFolder(t);
  const [log, file] = [join(folder, 'log'), join(folder, 'study.json')];
  withEnvironment(t, { COUNTED_TRIALS: log });
  const options = { space, method: 'random', trials: 400, seed: 4 } as const;
  const stopping = new AbortController();
  const onEvent = ({ done }: TrialEvent) => {
    if (done === 5) stopping.abort();
  };
  const part = await search({ ...options, file, processes: 2, onEvent, signal: stopping.signal }, trial);
  assert.equal(part.stopped, true);
  const made = part.results.filter(({ state }) => state === 'done').length;
  assert.ok(made >= 5 && made < 400, String(made));
  assert.ok(
    part.results.every(({ state }) => state === 'done' || state === 'waiting'),
    'nothing runs any more',
  );
  const resumed = await search({ ...options, file, processes: 2 }, trial);
  assert.deepEqual(essence(resumed), essence(await search(options, trial)));
  assert.deepEqual(readdirSync(folder).sort(), ['log', 'study.json']);
});

test('where the caller is killed, its processes end, and the same call goes on', async (t) => {
  const folder = temporaryFolder(t);
  const [log, file] = [join(folder, 'log'), join(folder, 'study.json')];
  withEnvironment(t, { COUNTED_TRIALS: log, TOGETHER: '2' });
  const options = { space, method: 'halving', trials: 27, budget: 9, seed: 2 } as const;
  const plan = JSON.stringify({ ...options, file, processes: 2 });
  const killed = `{ ...${plan}, onEvent: ({ done }) => done === 8 && process.kill(process.pid, 'SIGKILL') }`;
  const call = `require(${JSON.stringify(modules)}).search(${killed}, ${JSON.stringify(trial)})`;
  const child = spawnSync(process.execPath, [...readTypeScript, '--eval', call], { encoding: 'utf8' });
  assert.equal(child.signal, 'SIGKILL', child.stderr);
  const workers = new Set(begun(log).map(([, pid]) => pid));
  assert.equal(workers.size, 2);
  withEnvironment(t, { TOGETHER: undefined });
  const resumed = await search({ ...options, file }, trial);
  const own = begun(log).filter(([, pid]) => pid === process.pid);
  assert.ok(own.length > 0 && own.length < resumed.results.length, 'the rest was left to do');
  assert.deepEqual(essence(resumed), essence(await search(options, trial)));
});

test('what the listener throws ends the search, and is told', async (t) => {
  const folder = temporaryFolder(t);
  const [log, file] = [join(folder, 'log'), join(folder, 'study.json')];
  withEnvironment(t, { COUNTED_TRIALS: log });
  const onEvent = () => {
    throw new Error('no paper');
  };
  const options = { space, method: 'random', trials: 400, file, processes: 2, onEvent } as const;
  await assert.rejects(search(options, trial), { message: 'no paper' });
  assert.ok(begun(log).length < 400, 'it went on');
});
